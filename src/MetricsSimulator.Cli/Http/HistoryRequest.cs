using System.Collections.Immutable;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Http;

/// <summary>The part of the past that a request asks for.</summary>
/// <param name="Duration">The span up to now, above zero.</param>
/// <param name="Filter">The selected series.</param>
internal sealed record HistoryRequest(TimeSpan Duration, SeriesFilter Filter)
{
    private const string DurationParameter = "duration";
    private const string MatchParameter = "match[]";

    private static readonly TimeSpan s_default = TimeSpan.FromHours(1);

    /// <summary>Reads the parameters of a request.</summary>
    /// <param name="query">The parameters.</param>
    /// <param name="longest">The longest duration that is allowed.</param>
    /// <param name="problem">The errors in them; null for none.</param>
    public static HistoryRequest? Read(IQueryCollection query, TimeSpan longest, out Problem? problem)
    {
        var reader = new QueryReader(query, DurationParameter, MatchParameter);
        var duration = s_default < longest ? s_default : longest;
        if (reader.One(DurationParameter) is { } text && (!DurationText.TryParse(text, out duration) || duration <= TimeSpan.Zero || duration > longest))
            reader.Report(DurationParameter, Rule.Broken($"must be {DurationText.Expected}, above 0s and up to {DurationText.Format(longest)}, the retention_period of the configuration", text));

        var selectors = ImmutableArray.CreateBuilder<LabelMatchers>();
        foreach (var match in reader.All(MatchParameter))
        {
            if (LabelMatchers.TryParseSelector(match, out var selector, out var violation)) selectors.Add(selector);
            else reader.Report(MatchParameter, violation!);
        }

        problem = reader.Problem;
        return problem is null ? new HistoryRequest(duration, new SeriesFilter(selectors.ToImmutable())) : null;
    }
}
