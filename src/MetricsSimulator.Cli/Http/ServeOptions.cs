using MetricsSimulator.Cli.Push;

namespace MetricsSimulator.Cli.Http;

/// <summary>How a run is served, apart from its configuration. Any thread may call what it holds.</summary>
/// <param name="Wall">The system's clock: scrapes are timed by it for the log.</param>
/// <param name="Token">What whoever changes the run must show; null for nothing, and then only this machine may.</param>
/// <param name="ScrapeLog">Told a line for each scrape; null for nobody.</param>
internal sealed record ServeOptions(TimeProvider Wall, string? Token = null, Action<string>? ScrapeLog = null)
{
    /// <summary>What pushes the run to a receiver; null for nothing.</summary>
    public LivePush? Push { get; init; }

    /// <summary>Told a line for each request that failed by a mistake of the program, and for what is in the way of serving; null for nobody.</summary>
    public Action<string>? Log { get; init; }

    /// <summary>How far the system's clock is ahead of the run because it was set meanwhile.</summary>
    public Func<TimeSpan> ClockOffset { get; init; } = () => TimeSpan.Zero;

    /// <summary>How long a connection is kept whose reader takes nothing, in whole milliseconds.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a history may take to send.</summary>
    public TimeSpan LongestHistory { get; init; } = TimeSpan.FromHours(1);
}
