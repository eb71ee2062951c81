using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Cli.Curves;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Http;

/// <summary>The curves of a metric that a request asks for.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Query">What is read from it.</param>
/// <param name="FirstTick">The first tick of the span.</param>
/// <param name="Ticks">The number of its ticks, 1 or more.</param>
/// <param name="Step">The number of ticks from one value to the next, 1 or more.</param>
internal sealed record SamplesRequest(CurveMetric Metric, CurveQuery Query, long FirstTick, long Ticks, long Step)
{
    /// <summary>The most values of a curve: as many as Prometheus gives.</summary>
    public const int MostValues = 11_000;

    // As many as a wide screen has pixels for.
    private const int DefaultValues = 400;

    private const string Buckets = "buckets";

    private static readonly TimeSpan s_longest = TimeSpan.FromDays(366);
    private static readonly TimeSpan s_default = TimeSpan.FromMinutes(15);

    /// <summary>Reads the parameters of a request.</summary>
    /// <param name="query">The parameters.</param>
    /// <param name="model">The model of the run.</param>
    /// <param name="tick">The current tick.</param>
    /// <param name="retention">How far back the samples go.</param>
    /// <param name="problem">The errors in them; null for none.</param>
    public static SamplesRequest? Read(IQueryCollection query, SimulationModel model, long tick, TimeSpan retention, out Problem? problem)
    {
        var reader = new QueryReader(query, "family", "match[]", "from", "to", "step", "as", "by", "window");
        var metric = ReadMetric(reader, model, isGiven: query.ContainsKey("family"));
        var timeline = model.Timeline;
        var earliest = Math.Max(0, tick - timeline.TicksIn(retention));
        var last = ReadTick(reader, "to", timeline, earliest, tick) ?? tick;
        var first = ReadTick(reader, "from", timeline, earliest, tick) ?? Math.Max(earliest, last - timeline.TicksIn(s_default));
        if (last < first) reader.Report("to", $"must not be before from, {InstantText.Format(timeline.InstantOf(first))}");
        var ticks = Math.Max(1, last - first + 1);
        var step = ReadTicks(reader, "step", timeline) ?? CurveReader.StepOf(ticks, DefaultValues);
        if (ticks / step >= MostValues)
            reader.Report("step", string.Create(CultureInfo.InvariantCulture, $"gives more than {MostValues} values from {InstantText.Format(timeline.InstantOf(first))} to {InstantText.Format(timeline.InstantOf(last))}; give a longer one, or a shorter span"));
        // As in Grafana's choice for rate(), the windows of two values leave no gap between them.
        var window = ReadTicks(reader, "window", timeline) ?? Math.Max(4, step + 1);
        var measure = metric is null ? null : ReadMeasure(reader, metric.Type);
        var by = reader.One("by");
        if (by is not null && metric?.Definition is { } definition && !definition.Labels.Dimensions.Any(dimension => dimension.Name == by))
            reader.Report("by", Rule.Broken(definition.Labels.Dimensions.IsEmpty ? $"must be left out, because {metric.Name} has no labels" : $"must be a label of {metric.Name}: {string.Join(", ", definition.Labels.Dimensions.Select(dimension => dimension.Name))}", by));

        problem = reader.Problem;
        return problem is not null || metric is null || measure is null
            ? null
            : new SamplesRequest(metric, new CurveQuery(metric.Key, metric.Name, measure.Value) { Matchers = metric.Matchers, By = by, Window = window * timeline.UpdateInterval }, first, ticks, step);
    }

    private static CurveMetric? ReadMetric(QueryReader reader, SimulationModel model, bool isGiven)
    {
        var family = reader.One("family");
        var match = reader.One("match[]");
        if (family is null)
        {
            if (!isGiven) reader.Report("family", "is missing; give the name of a metric, as in /api/v1/metrics");
            return null;
        }

        if (CurveMetric.Find(model, family, out var violation) is not { } metric)
        {
            reader.Report("family", violation!);
            return null;
        }

        if (match is null) return metric;
        if (LabelMatchers.TryParse(match, out var matchers, out violation)) return metric with { Matchers = new LabelMatchers([.. metric.Matchers.Conditions, .. matchers.Conditions]) };
        reader.Report("match[]", violation!);
        return null;
    }

    private static long? ReadTick(QueryReader reader, string name, Timeline timeline, long earliest, long current)
    {
        if (reader.One(name) is not { } text) return null;
        if (!InstantText.TryParse(text, out var instant))
        {
            reader.Report(name, Rule.Broken($"must be {InstantText.Expected}", text));
            return null;
        }

        var tick = timeline.TickAt(instant);
        if (tick >= earliest && tick <= current) return tick;
        reader.Report(name, Rule.Broken($"must be from {InstantText.Format(timeline.InstantOf(earliest))} to {InstantText.Format(timeline.InstantOf(current))}, the samples that are there", text));
        return null;
    }

    private static long? ReadTicks(QueryReader reader, string name, Timeline timeline)
    {
        if (reader.One(name) is not { } text) return null;
        if (DurationText.TryParse(text, out var duration) && duration >= timeline.UpdateInterval && duration.Ticks % timeline.UpdateInterval.Ticks == 0 && duration <= s_longest)
            return duration.Ticks / timeline.UpdateInterval.Ticks;
        reader.Report(name, Rule.Broken($"must be a multiple of {DurationText.Format(timeline.UpdateInterval)}, the update interval, and at most {DurationText.Format(s_longest)}", text));
        return null;
    }

    private static Measure? ReadMeasure(QueryReader reader, MetricType type)
    {
        string[] names = [.. Measures.Of(type), .. type == MetricType.Histogram ? (string[])[Buckets] : []];
        if (reader.One("as") is not { } text) return Measures.All.Single(one => one.Name == names[0]).Measure;
        if (!names.Contains(text, StringComparer.Ordinal))
        {
            reader.Report("as", Rule.Broken($"must be one of {string.Join(", ", names)} for a {type.Name}{Spelling.Suggestion(text, names)}", text));
            return null;
        }

        return text == Buckets ? Measure.Buckets : Measures.All.Single(one => one.Name == text).Measure;
    }
}
