using System.Collections.Immutable;
using System.Globalization;
using CsCheck;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Test.Configuration;

/// <summary>Random models: everything that a configuration can say.</summary>
internal static class ModelGenerator
{
    private static readonly Gen<double> s_number = Gen.OneOf(Gen.Double[-1e6, 1e6], Gen.Int[-100, 100].Select(i => (double)i), Gen.Double.Where(double.IsFinite));

    private static readonly Gen<double> s_positive = s_number.Select(Math.Abs).Where(x => x > 0);

    private static readonly Gen<TimeSpan> s_duration = Gen.OneOf(
        Gen.Long[1, 1L << 60].Select(TimeSpan.FromTicks), Gen.Int[1, 100_000].Select(s => TimeSpan.FromSeconds(s)), Gen.Int[1, 100_000].Select(ms => TimeSpan.FromMilliseconds(ms)));

    private static readonly Gen<string> s_text = Gen.OneOf(
        Gen.String.Where(IsWhole).Select(text => string.Concat(text.Where(c => !char.IsControl(c) || c is '\n' or '\t'))), Gen.Char[" \\\"'\n\t:#-{}[],&*!|>%@`~0123eE.+truefalsn\u2028\uFEFF"].Array[1, 12].Select(characters => new string(characters)), Gen.OneOf("null", "~", "true", "1", "0x1F", ".inf", "-", "count", "prefix"));

    private static readonly Gen<string> s_value = s_text.Where(value => value.Length > 0);

    private static readonly Gen<double> s_weight = Gen.Double[1e-6, 1e6];

    private static readonly Gen<Func<string, LabelDimension>> s_label = Gen.OneOf(
        s_value.HashSet[1, 4].Select(values => (Func<string, LabelDimension>)(name => new LabelDimension(name, [.. values]))),
        Gen.Select(s_value.HashSet[4], s_weight.Array[4], (values, weights) => (Func<string, LabelDimension>)(name => new LabelDimension(name, [.. values], [.. weights]))),
        Gen.Select(Gen.Int[1, 20], s_text, (count, prefix) => (Func<string, LabelDimension>)(name => LabelDimension.Generate(name, count, prefix))));

    private static readonly Gen<LabelSpace> s_labels = s_label.Array[0, 3].Select(labels =>
        new LabelSpace([.. labels.Select((make, i) => make(string.Create(CultureInfo.InvariantCulture, $"l{i}")))]));

    private static readonly Gen<PathSplit> s_split = Gen.OneOf(PathSplit.Independent, PathSplit.Shared, PathSplit.PerSeries);

    private static readonly Gen<Volatility> s_volatility = Gen.Select(s_number, s_duration, (value, per) => new Volatility(Math.Abs(value), per));

    private static readonly Gen<Jumps> s_jumps = Gen.Select(s_number, s_duration, s_number, s_number, Gen.OneOf(JumpSizes.Normal, JumpSizes.Lognormal),
        (intensity, per, mean, deviation, sizes) => new Jumps(Math.Abs(intensity), per, mean, Math.Abs(deviation), sizes));

    private static readonly Gen<Regime> s_regime = Gen.Select(s_duration, s_number, s_volatility, s_number, s_number,
        (duration, drift, volatility, speed, level) => new Regime(duration + Regime.ShortestMeanDuration, drift, volatility, Math.Abs(speed), level));

    private static readonly Gen<RateDefinition> s_rate = Gen.Select(Process(isRate: true), s_duration, (process, per) => new RateDefinition(process, per));

    private static readonly Gen<Func<int, MetricDefinition>> s_metric = Gen.OneOf(
        Gen.Select(s_text, s_labels, Process(isRate: false), s_split, (help, labels, process, split) =>
            (Func<int, MetricDefinition>)(i => new GaugeDefinition(Key(i), Key(i), help, labels, process, split))),
        Gen.Select(s_text, s_labels, s_rate, s_split, Gen.OneOf(Accumulation.Integral, Accumulation.Poisson), Gen.OneOf(0.0, 1.0, 0.01, 1e-6, 5.0),
            (help, labels, rate, split, accumulate, resolution) =>
                (Func<int, MetricDefinition>)(i => new CounterDefinition(Key(i), Key(i), help, labels, rate, split, accumulate, resolution))),
        Gen.Select(s_text, s_labels, Process(isRate: true), Gen.Double[0, 10], s_number.HashSet[1, 5], s_rate, s_split,
            (help, labels, median, spread, buckets, arrivals, split) =>
                (Func<int, MetricDefinition>)(i => new HistogramDefinition(Key(i), Key(i), help, labels, median, spread, [.. buckets.Order()], arrivals, split))),
        Gen.Select(s_text, s_labels, (help, labels) => (Func<int, MetricDefinition>)(i => new InfoDefinition(Key(i), Key(i) + "_info", help, labels))),
        Gen.Select(s_text, s_labels, Gen.Double[0, 1], (help, labels, probability) =>
            (Func<int, MetricDefinition>)(i => new ThinnedCounterDefinition(Key(i), Key(i), help, labels, "events", probability))));

    /// <summary>When ticks are.</summary>
    public static readonly Gen<Timeline> Timeline = Gen.Select(Gen.Long[0, 4_000_000_000_000], Gen.Int[1, 86_400_000],
        (start, interval) => new Timeline(DateTimeOffset.FromUnixTimeMilliseconds(start), TimeSpan.FromMilliseconds(interval)));

    /// <summary>Up to five metrics of any type, and the counter that thinned ones are derived from.</summary>
    public static readonly Gen<ImmutableArray<MetricDefinition>> Metrics = Gen.Select(s_metric, s_text).Array[0, 5].Select(makers =>
        ImmutableArray.CreateRange(makers.Select((made, i) => made.Item1(i) with { Unit = made.Item2 }))
            .Add(new CounterDefinition("events", "events", "", LabelSpace.Empty, new RateDefinition(new ConstantDefinition(1)), accumulate: Accumulation.Poisson)));

    private static Gen<ProcessDefinition> Process(bool isRate)
    {
        var bounds = isRate
            ? s_positive.Select(upper => new Bounds(0, upper))
            : Gen.OneOf(Gen.Const(Bounds.None), s_positive.Select(x => new Bounds(-x, x)), s_positive.Select(x => new Bounds(double.NegativeInfinity, x)));
        var atBounds = Gen.OneOf(BoundRule.Clamp, BoundRule.Reflect);
        return Gen.Select(Gen.Int[0, 5], bounds, s_number, s_volatility, atBounds, Gen.Select(s_jumps, s_regime, s_regime), (kind, within, drift, volatility, rule, events) =>
        {
            var initialValue = isRate ? Math.Min(within.Upper / 3, ProcessDefinition.GreatestValue) : Math.Min(within.Upper, 0);
            return (ProcessDefinition)(kind switch
            {
                0 => new ConstantDefinition(initialValue, within),
                1 => new GeometricBrownianDefinition(initialValue, drift, volatility, within, rule),
                3 => new JumpDiffusionDefinition(initialValue, events.Item1, drift, volatility, within, rule),
                4 => new RegimeSwitchingDefinition(initialValue, events.Item2, events.Item3, within, rule),
                2 => new OrnsteinUhlenbeckDefinition(initialValue, Math.Abs(drift), drift, volatility, within, rule),
                _ => new BrownianDefinition(initialValue, drift, volatility, within, rule),
            });
        });
    }

    private static string Key(int index) => string.Create(CultureInfo.InvariantCulture, $"m{index}");

    // Half of a surrogate pair is no text.
    private static bool IsWhole(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)) == text;
}
