using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Cli.Scoring.Jobs;
using MetricsSimulator.Cli.Scoring.Judging;
using MetricsSimulator.Cli.Scoring.Sweeps;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.RuleFiles;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Model;
using MetricsSimulator.Scoring.Judging;
using MetricsSimulator.Scoring.Scores;

namespace MetricsSimulator.Cli.Http;

/// <summary>The body of a request to score rules.</summary>
/// <param name="Rules">The file of rules.</param>
/// <param name="Run">The run with any seed.</param>
/// <param name="Plan">What is scored.</param>
/// <param name="IncidentsPerDay">The incidents a day that precision supposes.</param>
internal sealed record ScoreRequest(RuleFile Rules, Run Run, ScorePlan Plan, double IncidentsPerDay)
{
    /// <summary>What each alert must achieve.</summary>
    public ImmutableArray<Requirement> Requirements { get; private init; } = [];

    /// <summary>Whether a page with pictures is wanted.</summary>
    public bool WantsReport { get; private init; }

    private const int MostSeeds = 100;
    private const int MostAlerts = 100;

    private static readonly string[] s_fields = ["rules", "scenario", "duration", "seeds", "seed", "start", "grace", "match", "incidents_per_day", "sweep", "require", "report"];
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(31);

    // A Monday, as for the command.
    private static readonly DateTimeOffset s_start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads it.</summary>
    /// <param name="body">The body.</param>
    /// <param name="run">The run that is served, whose configuration and scenario are the default.</param>
    /// <param name="errors">What is wrong with its fields; empty if nothing is.</param>
    public static ScoreRequest? Read(JsonElement body, Run run, out ImmutableArray<FieldError> errors)
    {
        var found = ImmutableArray.CreateBuilder<FieldError>();
        foreach (var field in body.EnumerateObject())
            if (!s_fields.Contains(field.Name, StringComparer.Ordinal)) found.Add(new FieldError(field.Name, $"there is no such field. The fields are {string.Join(", ", s_fields)}"));
        var rules = BodyFields.RulesOf(body, found);
        var played = Played(body, run, found);
        var (duration, grace) = (SpanOf(body, "duration", TimeSpan.FromDays(1), found), SpanOf(body, "grace", JudgedTime.DefaultGrace, found));
        var seeds = (int)NumberOf(body, "seeds", 1, MostSeeds, 5, isWhole: true, found);
        var incidentsPerDay = NumberOf(body, "incidents_per_day", 0.000001, 10_000, RuleScore.DefaultIncidentsPerDay, isWhole: false, found);
        ulong first = 1;
        if (BodyFields.TextOf(body, "seed", found, allowsNumber: true) is { } seed && !SeedText.TryParse(seed, out first)) found.Add(new FieldError("seed", $"must be {SeedText.Expected}, got '{seed}'"));
        var start = s_start;
        if (BodyFields.TextOf(body, "start", found) is { } text && !InstantText.TryParse(text, out start)) found.Add(new FieldError("start", $"must be {InstantText.Expected}, got '{text}'"));
        else if (Timeline.StartViolation(start) is { } violation) found.Add(new FieldError("start", violation));
        if (grace >= duration) found.Add(new FieldError("grace", $"must be shorter than the judged time, {DurationText.Format(duration)}, got '{DurationText.Format(grace)}'"));
        string[] kinds = [.. AnomalyKinds.All.Select(kind => kind.Name)];
        var sweep = SweepOf(body, found);
        var requirements = RequirementsOf(body, kinds, found);
        var wantsReport = body.TryGetProperty("report", out var report) && report.ValueKind == JsonValueKind.True;
        if (report.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.True or JsonValueKind.False)) found.Add(new FieldError("report", $"must be true or false, got {report.GetRawText()}"));
        errors = found.ToImmutable();
        if (rules is null || played is null || !errors.IsEmpty) return null;

        var evaluated = RuleOrder.Of(sweep?.Extend(rules.Groups) ?? rules.Groups);
        string[] metrics = [.. played.Model.Metrics.SelectMany(metric => (string[])[metric.Key, metric.Name]).Distinct(StringComparer.Ordinal)];
        var judged = JudgedAlerts.Of(evaluated, sweep, BodyFields.TextOf(body, "match", found), kinds, metrics, out var wrong);
        foreach (var line in wrong) found.Add(ErrorOf(line));
        if (judged.Length > MostAlerts) found.Add(new FieldError("rules", $"may have at most {MostAlerts} alerts, values of a sweep among them, got {judged.Length}"));
        errors = found.ToImmutable();
        if (!errors.IsEmpty) return null;
        var plan = new ScorePlan(evaluated, judged, [.. Enumerable.Range(0, seeds).Select(i => first + (ulong)i)], new JudgedTime(start, start + duration, grace));
        if (plan.WarmUp <= start - DateTimeOffset.UnixEpoch) return new ScoreRequest(rules, played, plan, incidentsPerDay) { Requirements = requirements, WantsReport = wantsReport };
        errors = [new FieldError("start", $"the rules look back {DurationText.Format(plan.WarmUp)}, and a history cannot begin before 1970, got '{InstantText.Format(start)}'")];
        return null;
    }

    // The lines of the command name its options and its argument.
    private static FieldError ErrorOf(string line)
    {
        foreach (var (option, field) in (ReadOnlySpan<(string, string)>)[("--match: ", "match"), ("--sweep: ", "sweep"), ("RULES: ", "rules")])
            if (line.StartsWith(option, StringComparison.Ordinal)) return new FieldError(field, line[option.Length..].TrimEnd('.'));
        return new FieldError("rules", line.TrimEnd('.'));
    }

    private static Sweep? SweepOf(JsonElement body, ImmutableArray<FieldError>.Builder errors)
    {
        if (BodyFields.TextOf(body, "sweep", errors) is not { } text) return null;
        var sweep = Sweep.Read(text, out var violation);
        if (sweep is null) errors.Add(new FieldError("sweep", violation.TrimEnd('.')));
        return sweep;
    }

    private static ImmutableArray<Requirement> RequirementsOf(JsonElement body, string[] kinds, ImmutableArray<FieldError>.Builder errors)
    {
        if (!body.TryGetProperty("require", out var list)) return [];
        if (list.ValueKind != JsonValueKind.Array || list.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
        {
            errors.Add(new FieldError("require", $"must be a list of texts like recall>=0.9, got {list.GetRawText()}"));
            return [];
        }

        var requirements = ImmutableArray.CreateBuilder<Requirement>();
        foreach (var item in list.EnumerateArray())
        {
            var read = Requirement.Read(item.GetString()!, kinds, DurationText.TryParse);
            foreach (var error in read.Errors) errors.Add(new FieldError("require", error.TrimEnd('.')));
            if (read.Value is { } requirement) requirements.Add(requirement);
        }

        return requirements.ToImmutable();
    }

    // Only what is built in: a client must not make the server read files.
    private static Run? Played(JsonElement body, Run run, ImmutableArray<FieldError>.Builder errors)
    {
        if (BodyFields.TextOf(body, "scenario", errors) is not { } name) return run;
        if (BuiltInScenarios.All.All(scenario => scenario.Name != name))
        {
            errors.Add(new FieldError("scenario", $"must be a built-in scenario, one of {string.Join(", ", BuiltInScenarios.All.Select(scenario => scenario.Name))}, got '{name}'"));
            return null;
        }

        var played = run.With(name, ScenarioReader.Find(name).Draft!, out var wrong);
        foreach (var error in wrong) errors.Add(new FieldError("scenario", error.ToString()!.TrimEnd('.')));
        return played;
    }

    private static TimeSpan SpanOf(JsonElement body, string name, TimeSpan usual, ImmutableArray<FieldError>.Builder errors)
    {
        if (BodyFields.TextOf(body, name, errors) is not { } text) return usual;
        if (DurationText.TryParse(text, out var span) && span > TimeSpan.Zero && span <= s_longest) return span;
        errors.Add(new FieldError(name, $"must be {DurationText.Expected}, above 0 and at most {DurationText.Format(s_longest)}, got '{text}'"));
        return usual;
    }

    private static double NumberOf(JsonElement body, string name, double least, double most, double usual, bool isWhole, ImmutableArray<FieldError>.Builder errors)
    {
        if (!body.TryGetProperty(name, out var value)) return usual;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most && (!isWhole || number % 1 == 0)) return number;
        errors.Add(new FieldError(name, string.Create(CultureInfo.InvariantCulture, $"must be a {(isWhole ? "whole number" : "number")} from {least} to {most}, got {value.GetRawText()}")));
        return usual;
    }
}
