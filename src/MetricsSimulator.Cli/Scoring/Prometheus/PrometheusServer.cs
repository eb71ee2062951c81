using System.Diagnostics;
using System.Globalization;

namespace MetricsSimulator.Cli.Scoring.Prometheus;

/// <summary>
/// A Prometheus over a folder of blocks. It listens on the loopback interface, uses one core, and is killed when this object is disposed or the program exits: what it has is in the blocks.
/// One thread at a time.
/// </summary>
internal sealed class PrometheusServer : PrometheusConnection, IAsyncDisposable
{
    private const string ConfigurationName = "prometheus.yml";

    // The time within which it has to start: 0.1 s is usual, but the machine may be busy.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly LastWords _words = new();
    private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _isReady = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };

    private volatile bool _isDisposed;

    private PrometheusServer(Process process) => _process = process;

    /// <summary>The number of its process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Starts one that scrapes nothing and has no rules, on a free port, and waits until it answers.</summary>
    /// <param name="program">The path of <c>prometheus</c>.</param>
    /// <param name="folder">The folder with the blocks. Prometheus keeps files of its own there too.</param>
    /// <param name="time">The clock of the wait.</param>
    /// <param name="cancellation">Ends the wait, and the Prometheus.</param>
    /// <exception cref="PrometheusException">It cannot be started, or ends, or does not answer within a minute.</exception>
    /// <exception cref="IOException">Its configuration cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public static async Task<PrometheusServer> StartAsync(string program, string folder, TimeProvider time, CancellationToken cancellation)
    {
        var configuration = Path.Combine(folder, ConfigurationName);
        await File.WriteAllTextAsync(configuration, "global: {}\n", cancellation);
        return await StartAsync(program, folder, configuration, 0, time, cancellation);
    }

    /// <summary>Starts one with a configuration, and waits until it answers.</summary>
    /// <param name="program">The path of <c>prometheus</c>.</param>
    /// <param name="folder">The folder with the blocks. Prometheus keeps files of its own there too.</param>
    /// <param name="configuration">The path of its configuration.</param>
    /// <param name="port">The port; 0 for a free one.</param>
    /// <param name="time">The clock of the wait.</param>
    /// <param name="cancellation">Ends the wait, and the Prometheus.</param>
    /// <exception cref="PrometheusException">It cannot be started, or ends, or does not answer within a minute.</exception>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public static async Task<PrometheusServer> StartAsync(string program, string folder, string configuration, int port, TimeProvider time, CancellationToken cancellation)
    {
        var server = new PrometheusServer(new Process { StartInfo = StartOf(program, folder, configuration, port) });
        try
        {
            server.Start(program);
            await server.WaitAsync(time, cancellation);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks to be told when the Prometheus ends by itself, on another thread.</summary>
    /// <param name="tell">Receives how it ended, and what it wrote last.</param>
    public void OnEnd(Action<string> tell)
    {
        var isTold = 0;
        _process.Exited += (_, _) => Tell();
        if (_process.HasExited) Tell();

        void Tell()
        {
            if (!_isDisposed && Interlocked.Exchange(ref isTold, 1) == 0) tell(Ended().Message);
        }
    }

    /// <inheritdoc/>
    public override async Task<HttpResponseMessage> AskAsync(string path, IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancellation)
    {
        try
        {
            using var content = new FormUrlEncodedContent(form);
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
            return await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        }
        catch (HttpRequestException exception)
        {
            throw await EndedAsync(exception);
        }
    }

    /// <inheritdoc/>
    public override async Task<PrometheusException> EndedAsync(Exception exception)
    {
        // It may take a moment until the process is gone and its last line is here.
        using var moment = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await _process.WaitForExitAsync(moment.Token);
            return Ended();
        }
        catch (OperationCanceledException)
        {
            return new PrometheusException($"Prometheus does not answer any more: {exception.GetBaseException().Message.TrimEnd('.')}.{_words}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        _client.Dispose();
        try
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            // It did not start, or has ended.
        }

        _process.Dispose();
    }

    private static ProcessStartInfo StartOf(string program, string folder, string configuration, int port) => new(program,
    [
        $"--config.file={configuration}",
        $"--storage.tsdb.path={folder}",
        // No block is too old. With one length of blocks, Prometheus does not join them.
        "--storage.tsdb.retention.time=100y",
        "--storage.tsdb.min-block-duration=31d",
        "--storage.tsdb.max-block-duration=31d",
        string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{port}"),
        string.Create(CultureInfo.InvariantCulture, $"--query.max-samples={RangeQuery.MostSamples}"),
    ])
    {
        UseShellExecute = false,
        RedirectStandardError = true,
        RedirectStandardOutput = true,
        // With the limit, memory is collected more often before Prometheus needs more. It may need more.
        Environment = { ["GOMAXPROCS"] = "1", ["GOMEMLIMIT"] = "300MiB" },
    };

    private void Start(string program)
    {
        _process.EnableRaisingEvents = true;
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        try
        {
            _process.Start();
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new PrometheusException($"{program} cannot be started: {exception.Message}.");
        }

        AppDomain.CurrentDomain.ProcessExit += KillAtExit;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    private void KillAtExit(object? sender, EventArgs arguments)
    {
        if (!_isDisposed && !_process.HasExited) _process.Kill();
    }

    private async Task WaitAsync(TimeProvider time, CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var end = _process.WaitForExitAsync(ended.Token);
        var start = Task.WhenAll(_address.Task, _isReady.Task);
        try
        {
            if (await Task.WhenAny(start, end).WaitAsync(s_patience, time, cancellation) == end)
            {
                await end;
                throw Ended();
            }
        }
        catch (TimeoutException)
        {
            throw new PrometheusException($"Prometheus was not ready within {s_patience.TotalSeconds} seconds.{_words}");
        }

        await ended.CancelAsync();
        _client.BaseAddress = new Uri($"http://{await _address.Task}");
    }

    private PrometheusException Ended() => new(string.Create(CultureInfo.InvariantCulture, $"Prometheus ended with status {_process.ExitCode}.{_words}"));

    // It says in its log which port it found, and when it is ready.
    private void Take(string? line)
    {
        _words.Add(line);
        if (line is null) return;
        const string Address = "address=";
        if (line.Contains("msg=\"Listening on\"", StringComparison.Ordinal) && line.LastIndexOf(Address, StringComparison.Ordinal) is > 0 and var at)
            _address.TrySetResult(line[(at + Address.Length)..].Trim().Trim('"'));
        if (line.Contains("Server is ready to receive web requests", StringComparison.Ordinal)) _isReady.TrySetResult();
    }
}
