using System.Globalization;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Http;

/// <summary>The anomalies that a request asks for: those whose windows overlap a span of time.</summary>
/// <param name="Since">The start of the span.</param>
/// <param name="Until">Its end, which is not part of it.</param>
/// <param name="State">Their state; null for any.</param>
/// <param name="Limit">The most anomalies, 1 or more.</param>
internal sealed record AnomaliesRequest(DateTimeOffset Since, DateTimeOffset Until, string? State, int Limit)
{
    /// <summary>How far the span goes before and after now by default.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromHours(24);

    private const int MostAtATime = 10_000;
    private const int DefaultLimit = 1000;

    private static readonly string[] s_states = ["planned", "active", "past"];

    /// <summary>Reads the parameters of a request.</summary>
    /// <param name="query">The parameters.</param>
    /// <param name="now">The instant at which the current tick began.</param>
    /// <param name="problem">The errors in them; null for none.</param>
    public static AnomaliesRequest? Read(IQueryCollection query, DateTimeOffset now, out Problem? problem)
    {
        var reader = new QueryReader(query, "since", "until", "state", "limit");
        var since = Instant("since", now - DateTimeOffset.UnixEpoch > Horizon ? now - Horizon : DateTimeOffset.UnixEpoch);
        var latest = since > now ? since : now;
        var until = Instant("until", DateTimeOffset.MaxValue - latest > Horizon ? latest + Horizon : DateTimeOffset.MaxValue);
        if (until <= since) reader.Report("until", $"must be after since, {InstantText.Format(since)}, got {InstantText.Format(until)}");

        var state = reader.One("state");
        if (state is not null && !s_states.Contains(state, StringComparer.Ordinal))
            reader.Report("state", Rule.Broken("must be planned, active or past", state) + Spelling.Suggestion(state, s_states));

        var limit = DefaultLimit;
        if (reader.One("limit") is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MostAtATime))
            reader.Report("limit", Rule.Broken(string.Create(CultureInfo.InvariantCulture, $"must be a whole number from 1 to {MostAtATime}"), text));

        problem = reader.Problem;
        return problem is null ? new AnomaliesRequest(since, until, state, limit) : null;

        DateTimeOffset Instant(string name, DateTimeOffset absent)
        {
            if (reader.One(name) is not { } text) return absent;
            if (InstantText.TryParse(text, out var instant)) return instant;
            reader.Report(name, Rule.Broken($"must be {InstantText.Expected}", text));
            return absent;
        }
    }
}
