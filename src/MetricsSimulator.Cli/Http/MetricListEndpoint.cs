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
        json.WriteStartObject();
        json.WriteStartArray("metrics");
        foreach (var metric in live.Run.Model.Metrics) Write(json, metric);
        foreach (var source in live.Run.Model.Sources)
            foreach (var (name, type) in source.Families) Write(json, source.Key, name, type);
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
        foreach (var dimension in metric.Labels.Dimensions) Write(json, dimension);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // The label sets of a source come and go.
    private static void Write(Utf8JsonWriter json, string key, string name, MetricType type)
    {
        json.WriteStartObject();
        json.WriteString("key", key);
        json.WriteString("name", name);
        json.WriteString("type", type.Name);
        json.WriteString("unit", MetricUnit.Of("", name).Plural);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LabelDimension dimension)
    {
        json.WriteStartObject();
        json.WriteString("name", dimension.Name);
        json.WriteNumber("count", dimension.Count);
        json.WriteStartArray("values");
        for (var i = 0; i < Math.Min(MostValues, dimension.Count); i++) json.WriteStringValue(dimension.Value(i));
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
