using System.Text.Json;
using MetricsSimulator.Cli.Curves;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/api/v1/moments</c>: the mean, the standard deviation and bands of a curve, from closed forms. Thread-safe.</summary>
/// <param name="live">The run.</param>
internal sealed class MomentsEndpoint(LiveRun live)
{
    /// <summary>How far ahead of now a span may reach.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    private static readonly double[] s_coverages = [0.5, 0.95];

    // The quantiles of the normal distribution at 0.75 and 0.975.
    private static readonly double[] s_deviations = [0.67448975019608171, 1.959963984540054];

    /// <summary>Answers a request.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        var run = live.Run;
        var tick = live.Simulator.Status.Tick;
        if (SamplesRequest.Read(context.Request.Query, run.Model, tick, run.Configuration.RetentionPeriod, out var problem, Ahead) is not { } request) return problem!.WriteAsync(context);
        var theory = RunTheory.Of(new RecordedRun(live.Beginning, live.Simulator.PastFrom(tick).Changes), request.Curve.Query);
        return JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, JsonAnswer.ContentType, json => Write(json, request, theory));
    }

    private void Write(Utf8JsonWriter json, SamplesRequest request, RunTheory theory)
    {
        var timeline = live.Beginning.Model.Timeline;
        json.WriteStartObject();
        json.WriteString("family", request.Curve.Metric.Name);
        request.Curve.WriteQuery(json);
        json.WriteString("from", InstantText.Format(timeline.InstantOf(request.FirstTick)));
        json.WriteNumber("step", (request.Step * timeline.UpdateInterval).TotalSeconds);
        if (theory.Obstacle is { } obstacle)
        {
            json.WriteString("reason", obstacle.Reason);
            if (obstacle.IsScenario) json.WriteString("remedy", $$"""Play none: PUT /api/v1/scenario {"name": "{{BuiltInScenarios.None}}"}.""");
        }

        if (theory.HasParts) WriteParts(json, request, theory);
        json.WriteEndObject();
    }

    private static void WriteParts(Utf8JsonWriter json, SamplesRequest request, RunTheory theory)
    {
        var points = new TheoryPoint?[(request.Ticks + request.Step - 1) / request.Step];
        for (var i = 0; i < points.Length; i++) points[i] = theory.At(request.FirstTick + i * request.Step, s_deviations);
        WriteValues("mean", point => point.Mean);
        WriteValues("deviation", point => point.Deviation);
        json.WriteStartArray("bands");
        for (var i = 0; i < s_coverages.Length; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("coverage", s_coverages[i]);
            WriteValues("lower", point => point.Bands[i].Lower);
            WriteValues("upper", point => point.Bands[i].Upper);
            json.WriteEndObject();
        }

        json.WriteEndArray();

        void WriteValues(string name, Func<TheoryPoint, double> value) => CurveRequest.WriteValues(json, name, Array.ConvertAll(points, point => point is null ? double.NaN : value(point)));
    }
}
