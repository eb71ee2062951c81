using System.Text.Json;
using MetricsSimulator.Cli.Curves;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Cli.Runs;

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
            var curves = (isTwin ? Twin(request) : Sampler(request)).Read(request.Curve.Query, context.RequestAborted);
            using var json = new Utf8JsonWriter(stream, JsonText.Options);
            request.Curve.Write(json, live.Beginning.Model.Timeline, request.FirstTick, request.Step, curves);
            json.Flush();
            stream.WriteByte((byte)'\n');
        });
    }

    private CurveSampler Sampler(SamplesRequest request)
    {
        var past = live.Simulator.PastFrom(CurveSampler.BeginOf(request.Curve.Query, live.Beginning.Model.Timeline.UpdateInterval, request.FirstTick));
        return new CurveSampler(new RecordedRun(live.Beginning, past.Changes), request.FirstTick, request.Ticks, request.Step) { From = past.From };
    }

    // A checkpoint of the run holds what its anomalies left behind, so the twin begins with the run.
    private CurveSampler Twin(SamplesRequest request) =>
        new(new RecordedRun(live.Beginning, live.Simulator.PastFrom(request.FirstTick).Changes).WithoutAnomalies(), request.FirstTick, request.Ticks, request.Step);
}
