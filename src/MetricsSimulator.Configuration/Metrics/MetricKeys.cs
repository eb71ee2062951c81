using System.Collections.Immutable;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Labels;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Configuration.Metrics;

/// <summary>The keys that metrics of every type have, and the key <c>of</c>, which distinguishes two kinds of counters.</summary>
internal static class MetricKeys
{
    private const string NamePattern = "^[a-zA-Z_:][a-zA-Z0-9_:]*$";

    public static readonly Key<bool> Enabled = new("enabled", ValueKinds.Flag, true, "Whether the metric is served. Use `false` to remove a metric of the catalogue.");

    private static readonly ChoiceKind<MetricType> s_types = new([.. MetricType.All.Select(type => (type.Name, type))]);

    public static readonly Key<MetricType> Type = new("type",
        s_types,
        MetricType.Counter,
        "The type of the metric in Prometheus. An `info` metric always has the value 1, its labels say what something is, and its name ends with `_info`.")
    {
        AbsentText = "must be given, unless the catalogue has the metric or the block has `of`",
    };

    public static readonly Key<string> Name = new("name", ValueKinds.Text, "", "The name of the metric in Prometheus.")
    {
        AbsentText = "the key of the block",
        Rule = ValueRules.Matches(NamePattern, MetricDefinition.NameViolation),
    };

    public static readonly Key<string> Help = new("help", ValueKinds.Text, "", "The help text in Prometheus.")
    {
        AbsentText = "the key in words, with `(simulated)`",
        Rule = ValueRules.Printable,
    };

    public static readonly Key<string> Unit = new("unit", ValueKinds.Text, "", "The unit of the values, for dashboards and charts: `seconds`, or any other word, such as `jobs`.")
    {
        AbsentText = "the end of the name, such as `_seconds`",
        Rule = ValueRules.NonEmpty,
    };

    public static readonly Key<LabelSpace> Labels = new("labels", LabelsKind.Instance, LabelSpace.Empty,
        "The labels and their values; every combination is a series. For a metric of the catalogue, they replace all its labels.")
    {
        AbsentText = "no labels",
    };

    public static readonly Key<string> Of = new("of", ValueKinds.Text, "",
        "The key of another counter. This one counts some of its events. The other one needs `accumulate: poisson`, `integer: true` or its own `of`.")
    {
        AbsentText = "a counter with its own rate",
        Rule = ValueRules.NonEmpty,
    };

    /// <summary>The types in words, for an error.</summary>
    public static string Types => s_types.Expected;

    /// <summary>The keys of every type.</summary>
    public static readonly ImmutableArray<Field<MetricDefinition>> Fields =
    [
        Enabled.Unwritten<MetricDefinition>(),
        Type.From((MetricDefinition metric) => metric.Type),
        Name.From((MetricDefinition metric) => metric.Name),
        Help.From((MetricDefinition metric) => metric.Help),
        Unit.From((MetricDefinition metric) => metric.Unit, when: metric => metric.Unit.Length > 0),
        Labels.From((MetricDefinition metric) => metric.Labels, when: metric => !metric.Labels.Dimensions.IsEmpty),
    ];
}
