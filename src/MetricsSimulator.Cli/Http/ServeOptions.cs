using MetricsSimulator.Cli.Push;

namespace MetricsSimulator.Cli.Http;

/// <summary>How a run is served, apart from its configuration. Immutable; the log is used by any thread.</summary>
/// <param name="Token">What whoever changes the run must show; null for nothing, and then only this machine may.</param>
/// <param name="ScrapeLog">Told a line for each scrape; null for nobody.</param>
internal sealed record ServeOptions(string? Token = null, Action<string>? ScrapeLog = null)
{
    /// <summary>The clock that scrapes are timed by for the log; the clock of the simulation unless given.</summary>
    public TimeProvider? Wall { get; init; }

    /// <summary>What pushes the run to a receiver; null for nothing.</summary>
    public LivePush? Push { get; init; }
}
