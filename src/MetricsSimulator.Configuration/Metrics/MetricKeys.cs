using System.Collections.Immutable;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Labels;
using MetricsSimulator.Configuration.Processes;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Metrics;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Configuration.Metrics;

/// <summary>The keys of one metric.</summary>
internal static class MetricKeys
{
    public static readonly Key<bool> Enabled = new("enabled", ValueKinds.Flag, true, "Whether the metric is served; `false` leaves one of the catalogue out.");

    public static readonly Key<MetricType> Type = new("type",
        new ChoiceKind<MetricType>(("counter", MetricType.Counter), ("gauge", MetricType.Gauge), ("histogram", MetricType.Histogram)),
        MetricType.Counter,
        "The type of the metric in Prometheus.")
    {
        AbsentText = "must be given, unless the catalogue has the metric or there is an `of`",
    };

    public static readonly Key<string> Name = new("name", ValueKinds.Text, "", "The name of the metric in Prometheus.")
    {
        AbsentText = "the key of the block",
        Violation = MetricDefinition.NameViolation,
    };

    public static readonly Key<string> Help = new("help", ValueKinds.Text, "", "The help text in Prometheus.")
    {
        AbsentText = "the key in words, with `(simulated)`",
    };

    public static readonly Key<LabelSpace> Labels = new("labels", LabelsKind.Instance, LabelSpace.Empty,
        "The labels and their values; every combination is a series. Given for a metric of the catalogue, they replace all of its labels.")
    {
        AbsentText = "no labels",
    };

    public static readonly Key<bool> PerSeries = new("per_series", ValueKinds.Flag, false,
        "`false`: the parameters describe the total over all label sets; `true`: each label set by itself.",
        new Applicability(Subjects.Counter | Subjects.Gauge | Subjects.Histogram));

    public static readonly Key<PathSplit> Split = new("split",
        new ChoiceKind<PathSplit>(("independent", PathSplit.Independent), ("shared", PathSplit.Shared)), PathSplit.Independent,
        "`independent`: every label set has a path of its own, and their sum is the process; `shared`: every label set is its weight times one path.",
        new Applicability(Subjects.Counter | Subjects.Gauge | Subjects.Histogram));

    public static readonly Key<Accumulation> Accumulate = new("accumulate",
        new ChoiceKind<Accumulation>(("integral", Accumulation.Integral), ("poisson", Accumulation.Poisson)), Accumulation.Integral,
        "`integral`: the counter grows by rate times time; `poisson`: by a random number of events with that mean.",
        new Applicability(Subjects.Counter));

    public static readonly Key<bool> Integer = new("integer", ValueKinds.Flag, false,
        "Whether the counter shows whole units only, the fraction carried over. The same as `resolution: 1`.",
        new Applicability(Subjects.Counter));

    public static readonly Key<double> Resolution = new("resolution", ValueKinds.Number, 0,
        "The counter shows whole multiples of this, the rest carried over; 0 for every value. Not together with `integer`.",
        new Applicability(Subjects.Counter))
    {
        Violation = CounterDefinition.ResolutionViolation,
    };

    public static readonly Key<ImmutableArray<double>> Buckets = new("buckets", NumbersKind.Instance, [],
        "The upper bounds of the buckets, ascending; `+Inf` is added.",
        new Applicability(Subjects.Histogram))
    {
        AbsentText = "must be given",
        Violation = HistogramDefinition.BucketsViolation,
    };

    public static readonly Key<double> Spread = new("spread", ValueKinds.Number, 0,
        "The standard deviation of the natural logarithm of an observation; the path's value is the median. At 0.8, two thirds lie between 0.45 and 2.2 times the median.",
        new Applicability(Subjects.Histogram))
    {
        Violation = Rule.NonNegative,
    };

    public static readonly Key<Block> Arrivals = new("arrivals", new BlockKind(ArrivalsKeys.Table), null!,
        "The intensity of the observations.",
        new Applicability(Subjects.Histogram))
    {
        AbsentText = "no observations",
    };

    public static readonly Key<string> Of = new("of", ValueKinds.Text, "",
        "The key of another counter; this one counts some of its events. That counter has `accumulate: poisson`, `integer: true` or an `of` itself.",
        new Applicability(Subjects.Thinned))
    {
        AbsentText = "a counter with a rate of its own",
    };

    public static readonly Key<double> Probability = new("probability", ValueKinds.Number, 0, "The chance of each of those events to be counted, from 0 to 1.",
        new Applicability(Subjects.Thinned))
    {
        Violation = Rule.Probability,
    };

    public static readonly KeyTable Table = new("simulator.metrics.NAME",
        """
        One metric. A `NAME` of the built-in catalogue changes that metric key by key: what is given replaces, what is absent stays, and an
        explicit `null` (`~`) takes back what the catalogue says, so that the default below holds. Any other `NAME` is a metric of one's own.
        A key that does not apply to the metric's type or process is an error.
        """,
        [Enabled, Type, Name, Help, Labels, PerSeries, Split, .. ProcessKeys.All, Accumulate, Integer, Resolution, Buckets, Spread, Arrivals, Of, Probability]);
}
