using System.Text.Json;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/api/v1/model</c>: shows the configuration without what the scenario changes, and changes it while the run goes on. Thread-safe.</summary>
/// <param name="live">The run.</param>
internal sealed class ModelEndpoint(LiveRun live)
{
    private const string MergePatch = "application/merge-patch+json";
    private const string Block = "simulator";
    private const string Scenario = "scenario";

    /// <summary>GET: shows it.</summary>
    public Task ShowAsync(HttpContext context) => AnswerAsync(context, live.Run, live.Simulator.Status.Tick);

    /// <summary>PATCH: changes it from the next tick on.</summary>
    public async Task ChangeAsync(HttpContext context)
    {
        var (read, problem) = await RequestBody.ReadAsync(context, otherType: MergePatch);
        using var patch = read;
        if (patch is null || (problem = ProblemOf(patch.RootElement)) is not null) await problem!.WriteAsync(context);
        else if (live.Patch(patch.RootElement, out var next, out var refusal) is { } tick) await AnswerAsync(context, next!, tick);
        else await Problem.Of(refusal!).WriteAsync(context);
    }

    // A client that may change the run must not be able to read files of this machine as scenarios.
    private static Problem? ProblemOf(JsonElement patch) =>
        patch.TryGetProperty(Scenario, out _) || (patch.TryGetProperty(Block, out var block) && block.ValueKind == JsonValueKind.Object && block.TryGetProperty(Scenario, out _))
            ? Problem.OfFields([new FieldError(Scenario, "cannot be changed here", $$"""Use PUT /api/v1/scenario {"name": "{{BuiltInScenarios.Everyday}}"}.""")])
            : null;

    private IEnumerable<Anomaly> AnomaliesWithoutMetric(Run run)
    {
        var now = live.Simulator.Status.Tick;
        return live.Simulator.Anomalies(now, now + run.Model.Timeline.TicksIn(LiveRun.MostAhead) + 1).Where(anomaly => anomaly.Definition.Metric is { } key && run.Model.Metrics.All(metric => metric.Key != key));
    }

    private Task AnswerAsync(HttpContext context, Run run, long tick)
    {
        var effective = run.Plain;
        var replaced = run.Scenario is { } scenario ? effective.NumbersReplacedBy(scenario) : [];
        return JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, JsonAnswer.ContentType, json =>
        {
            json.WriteStartObject();
            effective.WriteBlocks(json);
            json.WriteStartArray("replaced");
            foreach (var key in replaced) json.WriteStringValue(key);
            json.WriteEndArray();
            json.WriteString("remedy", replaced.Count == 0 ? null
                : $$"""The scenario {{run.Scenario!.Name}} replaces these numbers, so they have no effect. To use them, play none: PUT /api/v1/scenario {"name": "{{BuiltInScenarios.None}}"}.""");
            json.WritePropertyName("parameters");
            ConfigurationSchema.WriteParameters(json);
            json.WriteStartArray("remarks");
            foreach (var anomaly in AnomaliesWithoutMetric(run))
                json.WriteStringValue($"The anomaly {anomaly.Id} ({anomaly.Definition.Kind.Name}) does nothing, because there is no metric {anomaly.Definition.Metric}. To end it, DELETE /api/v1/anomalies/{anomaly.Id}.");
            json.WriteEndArray();
            json.WriteNumber("tick", tick);
            json.WriteString("at", InstantText.Format(run.Model.Timeline.InstantOf(tick)));
            json.WriteEndObject();
        });
    }
}
