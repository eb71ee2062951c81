using System.Globalization;
using System.Text.Json;

namespace MetricsSimulator.Cli.Quizzes;

/// <summary>A quiz that runs on this machine, of which only its start is asked.</summary>
internal static class RunningQuiz
{
    // What it answers is far shorter.
    private const int MostBytes = 1_000_000;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    // A quiz cannot be in the far future, where no time can be added to a start.
    private static readonly DateTimeOffset s_latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The start of its run; null if none runs there.</summary>
    /// <param name="port">The port of its simulator.</param>
    /// <param name="cancellation">Ends the question.</param>
    public static async Task<DateTimeOffset?> StartOfAsync(int port, CancellationToken cancellation)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = s_patience, MaxResponseContentBufferSize = MostBytes };
        try
        {
            using var run = JsonDocument.Parse(await client.GetByteArrayAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}/api/v1/run")), cancellation));
            var isQuiz = run.RootElement.ValueKind == JsonValueKind.Object && run.RootElement.TryGetProperty("hidden", out var hidden) && hidden.ValueKind == JsonValueKind.True;
            return isQuiz && run.RootElement.TryGetProperty("start", out var start) && start.ValueKind == JsonValueKind.String && start.TryGetDateTimeOffset(out var instant) && instant < s_latest ? instant : null;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
