using MetricsSimulator.Cli.Otlp;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Scoring.Jobs;
using MetricsSimulator.Cli.Scoring.Prometheus;

namespace MetricsSimulator.Cli.Http;

/// <summary>The options of a server, beside those of the configuration. Any thread may call the functions.</summary>
/// <param name="Wall">The system's clock, for the times in the log of scrapes.</param>
/// <param name="Token">The token that a client needs to change the run; null for none, so that only this machine may.</param>
/// <param name="ScrapeLog">Receives a line for each scrape; null for no log.</param>
internal sealed record ServeOptions(TimeProvider Wall, string? Token = null, Action<string>? ScrapeLog = null)
{
    /// <summary>The push of the run to a receiver; null for none.</summary>
    public LivePush? Push { get; init; }

    /// <summary>Whether the program drew <see cref="Token"/>, because the user set none.</summary>
    public bool IsTokenDrawn { get; init; }

    /// <summary>Whether only who sends <see cref="Token"/> may see the truth.</summary>
    public bool HidesTruth { get; init; }

    /// <summary>The export of the run over OTLP; null for none.</summary>
    public LiveExport? Export { get; init; }

    /// <summary>Starts the run over with a seed, or with a drawn one, and gives the new run, or why there is none; null if it cannot be started over.</summary>
    public Func<ulong?, Task<(LiveRun? Live, Refusal? Refusal)>>? StartOver { get; init; }

    /// <summary>Receives a line for each request that failed because of an error in the program, and for each problem of the server; null for no log.</summary>
    public Action<string>? Log { get; init; }

    /// <summary>How the user chooses another address if the server cannot listen, as a sentence; null for the options of a run.</summary>
    public string? Remedy { get; init; }

    /// <summary>Whether the server speaks HTTP/2 only, as gRPC needs it without TLS.</summary>
    public bool IsHttp2 { get; init; }

    /// <summary>How far the system's clock is ahead of the run because someone has set it.</summary>
    public Func<TimeSpan> ClockOffset { get; init; } = () => TimeSpan.Zero;

    /// <summary>How long a connection stays open if its reader takes nothing, in whole milliseconds.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The scorings that clients start. Without others, there is no Prometheus for them.</summary>
    public ScoreJobs Scores { get; init; } = new(null, Wall);

    /// <summary>The Prometheus that scrapes the run; null for none.</summary>
    public RemotePrometheus? Prometheus { get; init; }

    /// <summary>How long a history may take to send.</summary>
    public TimeSpan LongestHistory { get; init; } = TimeSpan.FromHours(1);
}
