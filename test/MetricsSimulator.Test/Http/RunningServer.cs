using System.Globalization;
using System.Text;
using MetricsSimulator.Cli.Http;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Configuration.Server;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Test.Http;

/// <summary>The real server on a free port of the loopback interface, under a clock that the test moves.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly ServedRuns _runs;
    private readonly SimulatorServer _server;

    private RunningServer(Run run, CountingClock clock, ServeOptions options, RunJournal journal)
    {
        Clock = clock;
        Run = run;
        var simulator = new LiveSimulator(run.Model, clock, run.Labels);
        simulator.Start();
        _runs = new ServedRuns(clock, options) { DrawSeed = () => DrawnSeed };
        _runs.Show(new LiveRun(run, simulator, journal), 0, 1);
        _server = new SimulatorServer(run.Configuration.Server, _runs.AnswerAsync, options);
        Client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = System.Net.DecompressionMethods.None });
    }

    /// <summary>The seed of a run that is started over without one.</summary>
    public const ulong DrawnSeed = 4711;

    /// <summary>The first tick of every run.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The clock.</summary>
    public CountingClock Clock { get; }

    /// <summary>The run at the start.</summary>
    public Run Run { get; }

    /// <summary>The run, to be changed past the server.</summary>
    public LiveRun Live => _runs.Live;

    /// <summary>The endpoints.</summary>
    public Endpoints Endpoints => _runs.Endpoints;

    /// <summary>The port.</summary>
    public int Port => _server.Port;

    /// <summary>A client whose base address is the server.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="yaml">Its configuration; the built-in catalogue unless given.</param>
    /// <param name="scenario">The scenario, a name or a file; none unless given.</param>
    /// <param name="token">The token; none unless given.</param>
    /// <param name="scrapes">Receives each scrape.</param>
    public static async Task<RunningServer> StartAsync(string yaml = "", string? scenario = null, string? token = null, Action<string>? scrapes = null)
    {
        var read = yaml.Length == 0 ? new ConfigurationResult(ConfigurationReader.BuiltIn, []) : ConfigurationReader.ReadText(yaml, "test.yaml");
        Assert.Empty(read.Errors);
        var configuration = read.Configuration! with { Server = new ServerConfiguration("localhost", 0, read.Configuration.Server.Timestamps) };
        var run = new Run(configuration, configuration.ToModel(42, Start));
        if (scenario is not null)
        {
            var draft = ScenarioReader.Find(scenario).Draft!;
            run = run.With(scenario, draft, out var errors)! with { Choice = scenario };
            Assert.Empty(errors);
        }

        return await StartAsync(run, new RunJournal(), options => options with { Token = token, ScrapeLog = scrapes });
    }

    /// <summary>Starts a server of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="journal">An empty journal; one in memory unless given.</param>
    /// <param name="change">Changes how it is served.</param>
    public static async Task<RunningServer> StartAsync(Run run, RunJournal? journal = null, Func<ServeOptions, ServeOptions>? change = null)
    {
        var clock = new CountingClock(Start);
        // The clock may jump while something is sent.
        var options = new ServeOptions(clock) { Patience = TimeSpan.FromDays(7) };
        var server = new RunningServer(run, clock, change is null ? options : change(options), journal ?? new RunJournal());
        Assert.Null(await server._server.StartAsync(CancellationToken.None));
        server.Client.BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{server._server.Port}"));
        return server;
    }

    /// <summary>Reads a run as <c>serve</c> does, on a free port, with seed 7 unless the file gives one.</summary>
    /// <param name="config">The configuration file; null for none.</param>
    /// <param name="port">The port; null for what the file says.</param>
    public static Run Read(string? config, int? port = 0)
    {
        var run = new RunReader(new RunRequest(config) { Port = port }, () => 7, _ => Start, latestStart: null).Read(out var report);
        Assert.True(run is not null, report);
        return run;
    }

    /// <summary>Sends a body in JSON.</summary>
    public Task<HttpResponseMessage> SendJsonAsync(HttpMethod method, string path, string json) =>
        Client.SendAsync(new HttpRequestMessage(method, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") });

    /// <summary>Sends a request.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? accept = null, string? acceptEncoding = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        if (acceptEncoding is not null) request.Headers.TryAddWithoutValidation("Accept-Encoding", acceptEncoding);
        return Client.SendAsync(request);
    }

    /// <summary>Stops the server.</summary>
    public Task StopAsync() => _server.StopAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.StopAsync();
        await _server.DisposeAsync();
        await _runs.DisposeAsync();
    }
}
