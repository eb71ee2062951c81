using System.Collections.Immutable;
using System.Text.Json;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Http;

/// <summary><c>/api/v1/scenarios</c> and <c>/api/v1/scenario</c>: list the scenarios, show the current one, and play another. Thread-safe.</summary>
internal sealed class ScenariosEndpoint(LiveRun live)
{
    private readonly Lock _lock = new();
    private (Run Run, ImmutableDictionary<string, bool> OfBuiltIn)? _fits;

    /// <summary>GET: lists all scenarios.</summary>
    public Task ListAsync(HttpContext context)
    {
        var status = live.Simulator.Status;
        var fits = FitsOf(live.Run);
        return JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, JsonAnswer.ContentType, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("scenarios");
            foreach (var scenario in Known().Values)
            {
                json.WriteStartObject();
                json.WriteString("name", scenario.Name);
                json.WriteString("description", scenario.Description);
                json.WriteBoolean("current", scenario.Name == status.Scenario);
                // The others have been played.
                json.WriteBoolean("fits", fits.GetValueOrDefault(scenario.Played!, true));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteStatus(json, "current");
            json.WriteEndObject();
        });
    }

    /// <summary>GET: shows the current one.</summary>
    public Task ShowAsync(HttpContext context) => JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, JsonAnswer.ContentType, json =>
    {
        json.WriteStartObject();
        WriteStatus(json, "name");
        WriteNext(json);
        json.WriteEndObject();
    });

    /// <summary>PUT: plays another, or none, from the next tick on.</summary>
    public async Task SwitchAsync(HttpContext context)
    {
        var (read, problem) = await RequestBody.ReadAsync(context);
        using var body = read;
        if (body is null || Find(body.RootElement, out problem) is not { } scenario)
        {
            await problem!.WriteAsync(context);
            return;
        }

        if (live.Switch(scenario.Played, scenario.Draft, out var refusal) is not { } tick)
        {
            await Problem.Of(refusal!).WriteAsync(context);
            return;
        }

        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, JsonAnswer.ContentType, json =>
        {
            json.WriteStartObject();
            json.WriteString("name", scenario.Name);
            json.WriteNumber("tick", tick);
            json.WriteString("at", InstantText.Format(live.Run.Model.Timeline.InstantOf(tick)));
            json.WriteEndObject();
        });
    }

    // Looked at once for a run, because a large team takes long.
    private ImmutableDictionary<string, bool> FitsOf(Run run)
    {
        lock (_lock)
        {
            if (_fits is { } known && ReferenceEquals(known.Run, run)) return known.OfBuiltIn;
            var fits = BuiltInScenarios.All.ToImmutableDictionary(
                scenario => scenario.Name, scenario => run.With(scenario.Name, ScenarioReader.Find(scenario.Name).Draft!, out _) is not null, StringComparer.Ordinal);
            _fits = (run, fits);
            return fits;
        }
    }

    // Scenarios have names here, not files: a client that may switch scenarios must not be able to read files of this machine.
    private Dictionary<string, Playable> Known()
    {
        var known = new Dictionary<string, Playable>(StringComparer.Ordinal);
        string?[] asked = [live.Run.Choice, live.Run.Played, .. BuiltInScenarios.All.Select(scenario => scenario.Name)];
        foreach (var played in asked.OfType<string>())
            if (ScenarioReader.Find(played).Draft is { } draft) known.TryAdd(draft.Name, new Playable(played, draft));
        return known;
    }

    private Playable? Find(JsonElement body, out Problem? problem)
    {
        foreach (var field in body.EnumerateObject())
        {
            if (field.Name == "name") continue;
            problem = Problem.OfFields([new FieldError(field.Name, "unknown field; allowed is name")]);
            return null;
        }

        var known = Known();
        known.TryAdd(BuiltInScenarios.None, new Playable(null, null));
        var allowed = $"must be one of {string.Join(", ", known.Keys)}";
        var isGiven = body.TryGetProperty("name", out var name);
        problem = null;
        if (!isGiven) problem = Problem.OfFields([new FieldError("name", $"is missing; {allowed}")]);
        else if (name.ValueKind != JsonValueKind.String) problem = Problem.OfFields([new FieldError("name", Rule.Broken(allowed, name.GetRawText()))]);
        else if (known.TryGetValue(name.GetString()!, out var found)) return found;
        else problem = Problem.OfFields([new FieldError("name", Rule.Broken(allowed, name.GetString()!) + Spelling.Suggestion(name.GetString()!, known.Keys))]);
        return null;
    }

    private void WriteStatus(Utf8JsonWriter json, string name)
    {
        var status = live.Simulator.Status;
        json.WriteString(name, status.Scenario.Length == 0 ? null : status.Scenario);
        json.WriteString("phase", status.Phase.Length == 0 ? null : status.Phase);
        json.WriteNumber("round", status.Round);
        json.WriteNumber("tick", status.Tick);
        json.WriteString("at", InstantText.Format(status.Instant));
    }

    private void WriteNext(Utf8JsonWriter json)
    {
        if (live.Simulator.Status.Next is not var (phase, tick))
        {
            json.WriteNull("next");
            return;
        }

        json.WriteStartObject("next");
        json.WriteString("phase", phase);
        json.WriteNumber("tick", tick);
        json.WriteString("at", InstantText.Format(live.Simulator.Model.Timeline.InstantOf(tick)));
        json.WriteEndObject();
    }

    /// <summary>A scenario that can be played; nulls for none.</summary>
    private sealed record Playable(string? Played, ScenarioDraft? Draft)
    {
        public string Name => Draft?.Name ?? BuiltInScenarios.None;

        public string? Description => Draft?.Description;
    }
}
