using System.Globalization;
using System.Text.Json;
using MetricsSimulator.Cli.Curves;
using MetricsSimulator.Cli.Runs;

namespace MetricsSimulator.Cli.Quizzes;

/// <summary>A quiz that runs on this machine. It is asked for what every learner may see.</summary>
internal static class RunningQuiz
{
    // What it answers is far shorter.
    private const int MostBytes = 1_000_000;

    // Numbers that went through text are the same, up to rounding.
    private const double Rounding = 1e-9;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    // A quiz cannot be in the far future, where no time can be added to a start.
    private static readonly DateTimeOffset s_latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The start of its run; null if none runs there.</summary>
    /// <param name="address">The address of its simulator, ended by a slash.</param>
    /// <param name="cancellation">Ends the question.</param>
    /// <exception cref="OperationCanceledException">The question was ended.</exception>
    public static async Task<DateTimeOffset?> StartOfAsync(string address, CancellationToken cancellation)
    {
        using var run = await AskAsync($"{address}api/v1/run", cancellation);
        var isQuiz = run?.RootElement is { ValueKind: JsonValueKind.Object } answer && answer.TryGetProperty("hidden", out var hidden) && hidden.ValueKind == JsonValueKind.True;
        return isQuiz && ReadInstant(run!.RootElement, "start") is { } start && start < s_latest ? start : null;
    }

    /// <summary>Whether a run has the values of the quiz. A quiz of another number has others.</summary>
    /// <param name="address">The address of its simulator, ended by a slash.</param>
    /// <param name="run">The run.</param>
    /// <param name="cancellation">Ends the question.</param>
    /// <exception cref="OperationCanceledException">The question was ended.</exception>
    public static async Task<bool> HasValuesOfAsync(string address, Run run, CancellationToken cancellation)
    {
        var timeline = run.Model.Timeline;
        var metric = CurveMetric.Find(run.Model, Mystery.Metrics[0], out _)!;
        using var samples = await AskAsync(string.Create(CultureInfo.InvariantCulture, $"{address}api/v1/samples?family={metric.Key}&as=value&step={timeline.UpdateInterval.TotalSeconds}s"), cancellation);
        if (samples?.RootElement is not { ValueKind: JsonValueKind.Object } answer || ReadInstant(answer, "from") is not { } from || from < timeline.Start || ReadValues(answer) is not { Length: > 0 } seen) return false;
        var expected = new CurveSampler(new RecordedRun(run, []), timeline.TickAt(from), seen.Length, 1).Read(new CurveQuery(metric.Key, metric.Name, Measure.Value), cancellation).Single().Values;
        return seen.Zip(expected).All(pair => double.IsNaN(pair.First) ? double.IsNaN(pair.Second) : Math.Abs(pair.First - pair.Second) <= Rounding * Math.Abs(pair.Second));
    }

    private static DateTimeOffset? ReadInstant(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String && text.TryGetDateTimeOffset(out var instant) ? instant : null;

    // The values of the only curve; NaN where there is none.
    private static double[]? ReadValues(JsonElement answer)
    {
        if (!answer.TryGetProperty("curves", out var curves) || curves.ValueKind != JsonValueKind.Array || curves.GetArrayLength() != 1) return null;
        if (curves[0].ValueKind != JsonValueKind.Object || !curves[0].TryGetProperty("values", out var values) || values.ValueKind != JsonValueKind.Array) return null;
        return [.. values.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN)];
    }

    private static async Task<JsonDocument?> AskAsync(string address, CancellationToken cancellation)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = s_patience, MaxResponseContentBufferSize = MostBytes };
        try
        {
            return JsonDocument.Parse(await client.GetByteArrayAsync(new Uri(address), cancellation));
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
