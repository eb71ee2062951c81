namespace MetricsSimulator.Cli.Http;

/// <summary>How a run is served, apart from its configuration. Immutable; the log is used by any thread.</summary>
/// <param name="Token">What whoever changes the run must show; null for nothing, and then only this machine may.</param>
/// <param name="ScrapeLog">Told a line for each scrape; null for nobody.</param>
internal sealed record ServeOptions(string? Token = null, Action<string>? ScrapeLog = null);
