namespace MetricsSimulator.Cli.History.Blocks;

/// <summary>A history that lies in the storage of a Prometheus.</summary>
/// <param name="Folder">The folder of the storage, as the user named it.</param>
/// <param name="First">The instant of its first tick.</param>
/// <param name="Last">The instant of its last tick.</param>
internal sealed record WrittenHistory(string Folder, DateTimeOffset First, DateTimeOffset Last)
{
    /// <summary>The file in the folder that has Prometheus scrape what comes after the history.</summary>
    public const string ConfigurationName = "prometheus.yml";
}
