using MetricsSimulator.Cli.Push;

namespace MetricsSimulator.Cli.Http;

/// <summary>How a run is served, apart from its configuration. Any thread may call its functions.</summary>
/// <param name="Wall">The system's clock, which times scrapes for the log.</param>
/// <param name="Token">The token that a client needs to change the run; null for none, in which case only this machine may.</param>
/// <param name="ScrapeLog">Receives a line for each scrape; null for no log.</param>
internal sealed record ServeOptions(TimeProvider Wall, string? Token = null, Action<string>? ScrapeLog = null)
{
    /// <summary>What pushes the run to a receiver; null for nothing.</summary>
    public LivePush? Push { get; init; }

    /// <summary>Receives a line for each request that failed because of an error in the program, and for each obstacle to serving; null for no log.</summary>
    public Action<string>? Log { get; init; }

    /// <summary>How far the system's clock is ahead of the run because someone has set it.</summary>
    public Func<TimeSpan> ClockOffset { get; init; } = () => TimeSpan.Zero;

    /// <summary>How long a connection stays open while its reader takes nothing, in whole milliseconds.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a history may take to send.</summary>
    public TimeSpan LongestHistory { get; init; } = TimeSpan.FromHours(1);
}
