using System.Globalization;
using System.Text.Json;
using MetricsSimulator.Cli.Curves;
using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Formats.Numbers;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Http;

/// <summary>What a request wants to know of one metric.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Query">The curves that are read from it.</param>
internal sealed record CurveRequest(CurveMetric Metric, CurveQuery Query)
{
    /// <summary>The most curves of a metric with labels that a configuration gives.</summary>
    public const int MostCurves = 1000;

    private const string Buckets = "buckets";

    private static readonly TimeSpan s_longest = TimeSpan.FromDays(366);

    /// <summary>A text that two requests share if they ask for the same curves.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Metric.Name}{Query.Matchers} {Query.Measure} {Query.Window.Ticks} {Query.By}");

    /// <summary>Reads the parameters of one metric.</summary>
    /// <param name="reader">The parameters. It receives the errors.</param>
    /// <param name="model">The model of the run.</param>
    /// <param name="step">The number of ticks from one value to the next. A window is longer by default, so that no growth is left out between two values.</param>
    /// <returns>Null if the metric or the measure is wrong or missing.</returns>
    public static CurveRequest? Read(QueryReader reader, SimulationModel model, long step)
    {
        var metric = ReadMetric(reader, model);
        // As in Grafana's choice for rate(), the windows of two values leave no gap between them.
        var window = ReadTicks(reader, "window", model.Timeline) ?? Math.Max(4, step + 1);
        var measure = metric is null ? null : ReadMeasure(reader, metric.Type);
        var by = reader.One("by");
        if (by is not null && metric?.Definition is { } definition && !definition.Labels.Dimensions.Any(dimension => dimension.Name == by))
            reader.Report("by", Rule.Broken(definition.Labels.Dimensions.IsEmpty ? $"must be left out, because {metric.Name} has no labels" : $"must be a label of {metric.Name}: {string.Join(", ", definition.Labels.Dimensions.Select(dimension => dimension.Name))}", by));
        else if (by is not null && metric?.Definition is { } split && CountOf(split, metric.Matchers, by) is > MostCurves and var count)
            reader.Report("by", string.Create(CultureInfo.InvariantCulture, $"gives {count} curves, more than {MostCurves}; choose some values with match[], as in match[]={{{by}=~\"…\"}}"));
        return metric is null || measure is null
            ? null
            : new CurveRequest(metric, new CurveQuery(metric.Key, metric.Name, measure.Value) { Type = metric.Type, Matchers = metric.Matchers, By = by, Window = window * model.Timeline.UpdateInterval });
    }

    private static int CountOf(MetricDefinition metric, LabelMatchers matchers, string by)
    {
        var conditions = matchers.Conditions.Where(condition => condition.Name == by).ToArray();
        var dimension = metric.Labels.Dimensions.First(dimension => dimension.Name == by);
        return conditions.Length == 0 ? dimension.Count : Enumerable.Range(0, dimension.Count).Count(i => conditions.All(condition => condition.IsMatch(dimension.Value(i))));
    }

    /// <summary>A span of whole ticks that a parameter gives; null if it is absent or wrong.</summary>
    /// <param name="reader">The parameters. It receives the error.</param>
    /// <param name="name">The parameter.</param>
    /// <param name="timeline">The ticks.</param>
    public static long? ReadTicks(QueryReader reader, string name, Timeline timeline)
    {
        if (reader.One(name) is not { } text) return null;
        if (DurationText.TryParse(text, out var duration) && duration >= timeline.UpdateInterval && duration.Ticks % timeline.UpdateInterval.Ticks == 0 && duration <= s_longest)
            return duration.Ticks / timeline.UpdateInterval.Ticks;
        reader.Report(name, Rule.Broken($"must be a multiple of {DurationText.Format(timeline.UpdateInterval)}, the update interval, and at most {DurationText.Format(s_longest)}", text));
        return null;
    }

    /// <summary>Writes its curves as JSON.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="timeline">The ticks.</param>
    /// <param name="firstTick">The tick of the first value.</param>
    /// <param name="step">The number of ticks from one value to the next.</param>
    /// <param name="curves">The curves.</param>
    public void Write(Utf8JsonWriter json, Timeline timeline, long firstTick, long step, IEnumerable<SampledCurve> curves)
    {
        json.WriteStartObject();
        json.WriteString("family", Metric.Name);
        json.WriteString("type", Metric.Type.Name);
        WriteQuery(json);
        json.WriteString("from", InstantText.Format(timeline.InstantOf(firstTick)));
        json.WriteNumber("step", (step * timeline.UpdateInterval).TotalSeconds);
        json.WriteStartArray("curves");
        foreach (var curve in curves) Write(json, curve);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes the fields of a JSON object that say what is read from the metric.</summary>
    public void WriteQuery(Utf8JsonWriter json)
    {
        json.WriteString("as", Query.Measure == Measure.Buckets ? Buckets : Measures.NameOf(Query.Measure));
        if (Query.By is { } by) json.WriteString("by", by);
        if (Query.HasWindow) json.WriteNumber("window", Query.Window.TotalSeconds);
    }

    /// <summary>Writes values as a JSON array; null for those that are not finite.</summary>
    public static void WriteValues(Utf8JsonWriter json, string name, double[] values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            if (double.IsFinite(value)) json.WriteNumberValue(value);
            else json.WriteNullValue();
        }

        json.WriteEndArray();
    }

    private void Write(Utf8JsonWriter json, SampledCurve curve)
    {
        json.WriteStartObject();
        if (Query.By is not null) json.WriteString("value", curve.Group);
        if (curve.Quantile is { } quantile) json.WriteNumber("quantile", quantile);
        if (curve.UpperBound is { } bound) json.WriteString(QueriedMetric.UpperBound, GoFloat.SpellOpenMetrics(bound));
        WriteValues(json, "values", curve.Values);
        json.WriteEndObject();
    }

    private static CurveMetric? ReadMetric(QueryReader reader, SimulationModel model)
    {
        var family = reader.One("family");
        var match = reader.One("match[]");
        if (family is null)
        {
            if (!reader.Has("family")) reader.Report("family", "is missing; give the name of a metric, as in /api/v1/metrics");
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
