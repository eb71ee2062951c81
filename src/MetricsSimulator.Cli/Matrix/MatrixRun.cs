using System.Globalization;
using MetricsSimulator.Cli.Otlp;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Time;
using MetricsSimulator.Events;

namespace MetricsSimulator.Cli.Matrix;

/// <summary>Lets a team export for some minutes of simulated time, once for each combination, and compares what arrives with the truth. Thread-safe.</summary>
/// <param name="run">The run of the team.</param>
/// <param name="wall">The system's clock.</param>
/// <param name="breakIt">Changes what sends the requests, for a test of the checks; null for nothing.</param>
internal sealed class MatrixRun(Run run, TimeProvider wall, Func<HttpMessageHandler, HttpMessageHandler>? breakIt = null)
{
    private const int Workers = 4;
    private const int Minutes = 12;
    private const int SlowFrom = 4;
    private const int SlowTo = 7;

    // How long a request may take that should be answered, how often to look, and how much simulated time repetitions have at the end.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_end = TimeSpan.FromSeconds(20);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, MatrixTruth> _truths = new(StringComparer.Ordinal);

    /// <summary>Runs combinations, several at a time.</summary>
    /// <param name="cases">The combinations.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <returns>What came of each, in their order.</returns>
    public async Task<MatrixOutcome[]> RunAsync(IReadOnlyList<MatrixCase> cases, CancellationToken cancellation)
    {
        var outcomes = new MatrixOutcome[cases.Count];
        var next = -1;
        var workers = new Task[Workers];
        for (var worker = 0; worker < workers.Length; worker++)
        {
            workers[worker] = Task.Run(
                async () =>
                {
                    for (var i = Interlocked.Increment(ref next); i < outcomes.Length; i = Interlocked.Increment(ref next)) outcomes[i] = await RunAsync(cases[i], cancellation);
                },
                cancellation);
        }

        await Task.WhenAll(workers);
        return outcomes;
    }

    /// <summary>Runs a combination.</summary>
    /// <param name="matrixCase">The combination.</param>
    /// <param name="cancellation">Cancels it.</param>
    public async Task<MatrixOutcome> RunAsync(MatrixCase matrixCase, CancellationToken cancellation)
    {
        var began = wall.GetTimestamp();
        await using var receiver = await MatrixReceiver.StartAsync(matrixCase.Endpoint, matrixCase.Protocol == OtlpProtocol.Grpc, wall, cancellation);
        var variables = matrixCase.Variables(receiver.Url);
        var settings = OtlpVariables.Read(name => variables.TryGetValue(name, out var value) ? value : null, null, new ExportOptions(), out var errors);
        if (!matrixCase.IsOtlp)
        {
            var isSilent = settings is null && errors.Any(error => error.Contains("nothing would be exported", StringComparison.Ordinal));
            return new MatrixOutcome(matrixCase, 0, 0, isSilent ? [] : ["samples: metrics would be exported over OTLP"], wall.GetElapsedTime(began));
        }

        if (settings?.Metrics is not { } metrics) return new MatrixOutcome(matrixCase, 0, 0, [.. errors.Select(error => "settings: " + error)], wall.GetElapsedTime(began));
        var truth = TruthOf(settings.Options);
        var told = new List<string>();
        var notTaken = await ExportAsync(metrics, truth, receiver, told, cancellation);
        var arrived = receiver.Accepted;
        var differences = MatrixChecks.Differences(matrixCase, truth, arrived, notTaken);
        if (receiver.Error is { } error) differences.Add("form: " + error);
        if (receiver.WasTrusted) differences.Add("trust: a request was sent to a receiver whose certificate nobody trusts");
        if (matrixCase.Endpoint is EndpointState.Well && told.Count > 0) differences.Add("messages: " + told[0]);
        if (matrixCase.Endpoint is not (EndpointState.Well or EndpointState.TooMany or EndpointState.Unavailable) && told.Count == 0) differences.Add("messages: the exporter does not say what is wrong");
        return new MatrixOutcome(matrixCase, arrived.SelectMany(request => request.Metrics).Sum(metric => (long)metric.Points.Length), notTaken, [.. differences], wall.GetElapsedTime(began));
    }

    private async Task<long> ExportAsync(OtlpReceiver metrics, MatrixTruth truth, MatrixReceiver receiver, List<string> told, CancellationToken cancellation)
    {
        var timeline = run.Model.Timeline;
        var clock = new ManualTimeProvider(timeline.Start);
        HttpMessageHandler handler = ReceiverConnection.CreateHandler();
        var network = new MatrixNetwork(receiver, breakIt?.Invoke(handler) ?? handler);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var export = new SignalExport(metrics, new OtlpSender(metrics, run.Model.Seed, clock, network), clock, told.Add, stop.Token);
        for (var tick = 0; tick < truth.Exports.Count; tick++)
        {
            var minute = (int)((tick + 1) * timeline.UpdateInterval.TotalMinutes);
            receiver.IsSlow = minute is >= SlowFrom and < SlowTo;
            await PassAsync(timeline.UpdateInterval, clock, export, network, cancellation);
            var exports = truth.Exports[tick];
            if (exports.Length > 0) export.Add(Array.ConvertAll(exports, export.Encoder.Encode));
            await SettleAsync(clock, export, network, cancellation);
        }

        // Repetitions that are under way may end.
        if (export.Status.Waiting > 0) await PassAsync(s_end, clock, export, network, cancellation);
        var status = export.Status;
        await stop.CancelAsync();
        await export.EndAsync();
        return status.Lost + status.Waiting;
    }

    private async Task PassAsync(TimeSpan span, ManualTimeProvider clock, SignalExport export, MatrixNetwork network, CancellationToken cancellation)
    {
        for (var end = clock.GetUtcNow() + span; clock.GetUtcNow() < end;)
        {
            clock.AdvanceTowards(end);
            await SettleAsync(clock, export, network, cancellation);
        }
    }

    // Simulated time must not pass while the exporter works, unless it waits: to try again, or for an answer that does not come.
    private async Task SettleAsync(ManualTimeProvider clock, SignalExport export, MatrixNetwork network, CancellationToken cancellation)
    {
        var began = wall.GetTimestamp();
        while (export.IsBusy && !clock.HasPause && !(network.IsHeld && clock.HasTimer) && wall.GetElapsedTime(began) < s_patience) await Task.Delay(s_look, wall, cancellation);
    }

    private MatrixTruth TruthOf(ExportOptions options)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{options.Temporality} {options.MetricInterval.Ticks}");
        lock (_lock)
        {
            if (_truths.TryGetValue(key, out var truth)) return truth;
            return _truths[key] = new MatrixTruth(run.Model, options, (int)(Minutes / run.Model.Timeline.UpdateInterval.TotalMinutes));
        }
    }
}
