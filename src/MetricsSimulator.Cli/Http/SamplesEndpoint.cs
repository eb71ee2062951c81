using System.Text.Json;
using MetricsSimulator.Cli.Curves;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Formats.Numbers;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/api/v1/samples</c> and <c>/api/v1/twin</c>: curves of a metric, computed again. Thread-safe.</summary>
/// <param name="live">The run.</param>
/// <param name="answers">Limits how many are computed at a time.</param>
internal sealed class SamplesEndpoint(LiveRun live, ComputedAnswers answers)
{
    /// <summary>The curves of the run.</summary>
    public Task AnswerAsync(HttpContext context) => AnswerAsync(context, isTwin: false);

    /// <summary>The curves of its clean twin, which has no anomalies.</summary>
    public Task AnswerTwinAsync(HttpContext context) => AnswerAsync(context, isTwin: true);

    private Task AnswerAsync(HttpContext context, bool isTwin)
    {
        var run = live.Run;
        if (SamplesRequest.Read(context.Request.Query, run.Model, live.Simulator.Status.Tick, run.Configuration.RetentionPeriod, out var problem) is not { } request)
            return problem!.WriteAsync(context);
        return answers.AnswerAsync(context, () => JsonAnswer.Describe(context), stream =>
        {
            var curves = (isTwin ? Twin(request) : Sampler(request)).Read(request.Query, context.RequestAborted);
            using var json = new Utf8JsonWriter(stream, JsonText.Options);
            Write(json, request, curves);
            json.Flush();
            stream.WriteByte((byte)'\n');
        });
    }

    private CurveSampler Sampler(SamplesRequest request)
    {
        var past = live.Simulator.PastFrom(CurveSampler.BeginOf(request.Query, live.Beginning.Model.Timeline.UpdateInterval, request.FirstTick));
        return new CurveSampler(new RecordedRun(live.Beginning, past.Changes), request.FirstTick, request.Ticks, request.Step) { From = past.From };
    }

    // A checkpoint of the run holds what its anomalies left behind, so the twin begins with the run.
    private CurveSampler Twin(SamplesRequest request) =>
        new(new RecordedRun(live.Beginning, live.Simulator.PastFrom(request.FirstTick).Changes).WithoutAnomalies(), request.FirstTick, request.Ticks, request.Step);

    private void Write(Utf8JsonWriter json, SamplesRequest request, IEnumerable<SampledCurve> curves)
    {
        var timeline = live.Beginning.Model.Timeline;
        json.WriteStartObject();
        json.WriteString("family", request.Metric.Name);
        json.WriteString("type", request.Metric.Type.Name);
        json.WriteString("as", request.Query.Measure == Measure.Buckets ? "buckets" : Measures.NameOf(request.Query.Measure));
        if (request.Query.By is { } by) json.WriteString("by", by);
        if (request.Query.HasWindow) json.WriteNumber("window", request.Query.Window.TotalSeconds);
        json.WriteString("from", InstantText.Format(timeline.InstantOf(request.FirstTick)));
        json.WriteNumber("step", (request.Step * timeline.UpdateInterval).TotalSeconds);
        json.WriteStartArray("curves");
        foreach (var curve in curves) Write(json, request, curve);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SamplesRequest request, SampledCurve curve)
    {
        json.WriteStartObject();
        if (request.Query.By is not null) json.WriteString("value", curve.Group);
        if (curve.Quantile is { } quantile) json.WriteNumber("quantile", quantile);
        if (curve.UpperBound is { } bound) json.WriteString(QueriedMetric.UpperBound, GoFloat.SpellOpenMetrics(bound));
        json.WriteStartArray("values");
        foreach (var value in curve.Values)
        {
            if (double.IsFinite(value)) json.WriteNumberValue(value);
            else json.WriteNullValue();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
