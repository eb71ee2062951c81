using System.Collections.Immutable;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Http;

/// <summary>What is asked of the past. Immutable and thread-safe.</summary>
/// <param name="Duration">How far back from now, above zero.</param>
/// <param name="Filter">Which series.</param>
internal sealed record HistoryRequest(TimeSpan Duration, SeriesFilter Filter)
{
    private const string DurationParameter = "duration";
    private const string MatchParameter = "match[]";

    private static readonly string[] s_parameters = [DurationParameter, MatchParameter];

    private static readonly TimeSpan s_default = TimeSpan.FromHours(1);

    /// <summary>Reads the parameters of a request.</summary>
    /// <param name="query">The parameters.</param>
    /// <param name="longest">The longest duration that is allowed.</param>
    /// <param name="problem">What is wrong with them; null when nothing is.</param>
    public static HistoryRequest? Read(IQueryCollection query, TimeSpan longest, out Problem? problem)
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        foreach (var name in query.Keys.Except(s_parameters, StringComparer.Ordinal))
            errors.Add(new FieldError(name, $"unknown parameter; allowed are {string.Join(" and ", s_parameters)}{Spelling.Suggestion(name, s_parameters)}"));

        var duration = s_default < longest ? s_default : longest;
        var given = query[DurationParameter];
        if (given.Count > 1) errors.Add(new FieldError(DurationParameter, "is given twice"));
        else if (given.Count == 1 && (!DurationText.TryParse(given[0] ?? "", out duration) || duration <= TimeSpan.Zero || duration > longest))
            errors.Add(new FieldError(DurationParameter, Rule.Broken($"must be {DurationText.Expected}, above 0s and up to {DurationText.Format(longest)}, the retention_period of the configuration", given[0] ?? "")));

        var selectors = ImmutableArray.CreateBuilder<LabelMatchers>();
        foreach (var text in query[MatchParameter])
        {
            if (LabelMatchers.TryParseSelector(text ?? "", out var selector, out var violation)) selectors.Add(selector);
            else errors.Add(new FieldError(MatchParameter, violation!));
        }

        problem = errors.Count == 0 ? null : Problem.OfFields(errors.ToImmutable());
        return problem is null ? new HistoryRequest(duration, new SeriesFilter(selectors.ToImmutable())) : null;
    }
}
