using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using MetricsSimulator.Scoring;

namespace MetricsSimulator.Cli.Scoring.Prometheus;

/// <summary>A question for the series that a selector selects.</summary>
internal static class SeriesQuery
{
    /// <summary>Sends it, and reads the answer.</summary>
    /// <param name="server">The Prometheus.</param>
    /// <param name="selector">The selector, as PromQL.</param>
    /// <param name="from">The beginning of the time in which a series has to have samples.</param>
    /// <param name="to">Its end.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The series; none if Prometheus refuses the selector, because it does not exclude that all labels are empty.</returns>
    /// <exception cref="PrometheusException">The Prometheus ended.</exception>
    public static async Task<ImmutableArray<SortedLabels>> SendAsync(PrometheusConnection server, string selector, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        using var answer = await server.AskAsync("/api/v1/series",
            [new("match[]", selector), new("start", Seconds(from)), new("end", Seconds(to))], cancellation);
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
            var reader = new SeriesListReader();
            return await reader.ReadAsync(body, cancellation) is null ? [.. reader.Found] : [];
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            throw await server.EndedAsync(exception);
        }
    }

    private static string Seconds(DateTimeOffset instant) => (instant.ToUnixTimeMilliseconds() / 1000m).ToString(CultureInfo.InvariantCulture);
}
