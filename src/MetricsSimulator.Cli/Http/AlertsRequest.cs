using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.RuleFiles;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Http;

/// <summary>The body of a request to evaluate alerts on the Prometheus that scrapes the run.</summary>
/// <param name="Rules">The file of rules.</param>
/// <param name="From">The beginning of the span.</param>
/// <param name="To">Its end, not before the beginning.</param>
/// <param name="Step">The time between two evaluations; null for that of each group.</param>
internal sealed record AlertsRequest(RuleFile Rules, DateTimeOffset From, DateTimeOffset To, TimeSpan? Step)
{
    private const int MostAlerts = 100;
    private const string StepRemedy = "Leave it out to evaluate each group at its own interval.";

    private static readonly string[] s_fields = ["rules", "from", "to", "step"];
    private static readonly TimeSpan s_default = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(1);

    private static string StepRule => $"{DurationText.Expected}, from {DurationText.Format(s_shortest)} to {DurationText.Format(s_longest)} in whole milliseconds";

    /// <summary>Reads it.</summary>
    /// <param name="body">The body.</param>
    /// <param name="now">The instant at which the current tick began.</param>
    /// <param name="errors">What is wrong with its fields; empty if nothing is.</param>
    public static AlertsRequest? Read(JsonElement body, DateTimeOffset now, out ImmutableArray<FieldError> errors)
    {
        var found = ImmutableArray.CreateBuilder<FieldError>();
        foreach (var field in body.EnumerateObject())
            if (!s_fields.Contains(field.Name, StringComparer.Ordinal)) found.Add(new FieldError(field.Name, $"there is no such field. The fields are {string.Join(", ", s_fields)}"));
        var rules = BodyFields.RulesOf(body, found);
        var to = InstantOf(body, "to", found) ?? now;
        if (to > now) found.Add(new FieldError("to", $"must not be after {InstantText.Format(now)}, the current tick, got '{InstantText.Format(to)}'"));
        var from = InstantOf(body, "from", found) ?? to - s_default;
        if (from > to) found.Add(new FieldError("from", $"must not be after to, {InstantText.Format(to)}, got '{InstantText.Format(from)}'"));
        var step = StepOf(body, found);
        if (rules is not null && found.Count == 0) CheckSize(rules, from, to, step, found);
        errors = found.ToImmutable();
        return rules is null || !errors.IsEmpty ? null : new AlertsRequest(rules, from, to, step);
    }

    private static void CheckSize(RuleFile rules, DateTimeOffset from, DateTimeOffset to, TimeSpan? step, ImmutableArray<FieldError>.Builder errors)
    {
        var alerts = 0;
        foreach (var group in rules.Groups)
        {
            foreach (var rule in group.Rules)
            {
                if (rule is not AlertingRule alert) continue;
                alerts++;
                var interval = step ?? group.Interval;
                if ((to - from + alert.For + alert.KeepFiringFor) / interval < RangeQuery.MostPoints) continue;
                errors.Add(new FieldError("step", string.Create(
                    CultureInfo.InvariantCulture, $"must be longer, or the span shorter: {alert.Name} would be evaluated more than {RangeQuery.MostPoints} times, every {DurationText.Format(interval)} from {InstantText.Format(from)} to {InstantText.Format(to)}")));
                return;
            }
        }

        if (alerts == 0) errors.Add(new FieldError("rules", "there is no alert in it"));
        if (alerts > MostAlerts) errors.Add(new FieldError("rules", $"may have at most {MostAlerts} alerts, got {alerts}"));
    }

    private static DateTimeOffset? InstantOf(JsonElement body, string name, ImmutableArray<FieldError>.Builder errors)
    {
        if (BodyFields.TextOf(body, name, errors, expected: InstantText.Expected) is not { } text) return null;
        if (InstantText.TryParse(text, out var instant)) return instant;
        errors.Add(new FieldError(name, $"must be {InstantText.Expected}, got '{text}'"));
        return null;
    }

    private static TimeSpan? StepOf(JsonElement body, ImmutableArray<FieldError>.Builder errors)
    {
        if (BodyFields.TextOf(body, "step", errors, expected: StepRule) is not { } text) return null;
        if (DurationText.TryParse(text, out var step) && step >= s_shortest && step <= s_longest && step.Ticks % TimeSpan.TicksPerMillisecond == 0) return step;
        errors.Add(new FieldError("step", $"must be a text with {StepRule}, got '{text}'", StepRemedy));
        return null;
    }
}
