using System.Globalization;
using System.Text.Json;

namespace MetricsSimulator.Cli.Quizzes;

/// <summary>A quiz that runs on this machine, of which only its start is asked.</summary>
internal static class RunningQuiz
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>The start of its run; null if none runs there.</summary>
    /// <param name="port">The port of its simulator.</param>
    /// <param name="cancellation">Ends the question.</param>
    public static async Task<DateTimeOffset?> StartOfAsync(int port, CancellationToken cancellation)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = s_patience };
        try
        {
            await using var answer = await client.GetStreamAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}/api/v1/run")), cancellation);
            using var run = await JsonDocument.ParseAsync(answer, default, cancellation);
            return run.RootElement.TryGetProperty("hidden", out var hidden) && hidden.ValueKind == JsonValueKind.True ? run.RootElement.GetProperty("start").GetDateTimeOffset() : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
