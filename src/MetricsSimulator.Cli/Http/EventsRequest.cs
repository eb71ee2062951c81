using System.Globalization;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Cli.Http;

/// <summary>The events that a request asks for.</summary>
/// <param name="Since">The instant from which on.</param>
/// <param name="Limit">The most events, 1 or more; only those of the same instant as the last may come on top.</param>
internal sealed record EventsRequest(DateTimeOffset Since, int Limit)
{
    private const int MostAtATime = 10_000;
    private const int DefaultLimit = 1000;

    private static readonly TimeSpan s_default = TimeSpan.FromHours(1);

    /// <summary>Reads the parameters of a request.</summary>
    /// <param name="query">The parameters.</param>
    /// <param name="now">The instant at which the current tick began.</param>
    /// <param name="retention">How far back the events go.</param>
    /// <param name="problem">The errors in them; null for none.</param>
    public static EventsRequest? Read(IQueryCollection query, DateTimeOffset now, TimeSpan retention, out Problem? problem)
    {
        var reader = new QueryReader(query, "since", "limit");
        var since = Before(s_default < retention ? s_default : retention);
        if (reader.One("since") is { } text)
        {
            var earliest = Before(retention);
            if (!InstantText.TryParse(text, out since)) reader.Report("since", Rule.Broken($"must be {InstantText.Expected}", text));
            else if (since < earliest)
                reader.Report("since", Rule.Broken($"must not be before {InstantText.Format(earliest)}: events are there for {DurationText.Format(retention)}, the retention_period of the configuration", text));
        }

        var limit = DefaultLimit;
        if (reader.One("limit") is { } most && (!int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > MostAtATime))
            reader.Report("limit", Rule.Broken(string.Create(CultureInfo.InvariantCulture, $"must be a whole number from 1 to {MostAtATime}"), most));
        problem = reader.Problem;
        return problem is null ? new EventsRequest(since, limit) : null;

        DateTimeOffset Before(TimeSpan span) => now - DateTimeOffset.UnixEpoch > span ? now - span : DateTimeOffset.UnixEpoch;
    }
}
