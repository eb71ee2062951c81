using System.Text.Json;
using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/api/v1/metrics</c>: the metrics of the run, with their names in files, requests and Prometheus.</summary>
internal sealed class MetricListEndpoint(LiveRun live)
{
    // A label may have a million values, and nobody reads more than this many.
    private const int MostValues = 100;

    /// <summary>GET.</summary>
    public Task ListAsync(HttpContext context) => JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, JsonAnswer.ContentType, json =>
    {
        var shown = live.Simulator.Layout.Families;
        json.WriteStartObject();
        json.WriteStartArray("metrics");
        foreach (var metric in live.Run.Model.Metrics) Write(json, metric);
        foreach (var source in live.Run.Model.Sources)
        {
            foreach (var ((name, type), labels) in source.Families.Zip(source.LabelNames))
                Write(json, source.Key, name, type, labels.Concat(live.Run.Labels.Select(label => label.Name)), shown.Where(family => family.Name == name));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, MetricDefinition metric)
    {
        json.WriteStartObject();
        json.WriteString("key", metric.Key);
        json.WriteString("name", metric.Name);
        json.WriteString("type", metric.Type.Name);
        json.WriteString("unit", QueriedMetric.Of(metric, []).Unit.Plural);
        json.WriteString("help", metric.Help);
        json.WriteNumber("series", metric.SeriesCount);
        json.WriteStartArray("labels");
        foreach (var dimension in metric.Labels.Dimensions) Write(json, dimension.Name, dimension.Count, Enumerable.Range(0, Math.Min(MostValues, dimension.Count)).Select(dimension.Value));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string key, string name, MetricType type, IEnumerable<string> names, IEnumerable<MetricFamily> shown)
    {
        json.WriteStartObject();
        json.WriteString("key", key);
        json.WriteString("name", name);
        json.WriteString("type", type.Name);
        json.WriteString("unit", MetricUnit.Of("", name).Plural);
        var series = 0L;
        // While no session is open, the labels are known and their values are not.
        var labels = names.Distinct(StringComparer.Ordinal).ToDictionary(name => name, _ => new HashSet<string>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var family in shown)
        {
            series += family.SeriesCount;
            foreach (var set in family.LabelSets)
                foreach (var (label, value) in family.Labels.LabelsOf(set.Number))
                {
                    if (!labels.TryGetValue(label, out var values)) labels.Add(label, values = new HashSet<string>(StringComparer.Ordinal));
                    values.Add(value);
                }
        }

        json.WriteNumber("series", series);
        json.WriteStartArray("labels");
        foreach (var label in labels.Keys.Order(StringComparer.Ordinal)) Write(json, label, labels[label].Count, labels[label].Order(StringComparer.Ordinal));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string label, int count, IEnumerable<string> values)
    {
        json.WriteStartObject();
        json.WriteString("name", label);
        json.WriteNumber("count", count);
        json.WriteStartArray("values");
        foreach (var value in values.Take(MostValues)) json.WriteStringValue(value);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
