namespace MetricsSimulator.Cli.History.Blocks;

/// <summary>A history in the storage of a Prometheus.</summary>
/// <param name="Folder">The folder of the storage, as the user named it.</param>
/// <param name="First">The instant of its first tick.</param>
/// <param name="Last">The instant of its last tick.</param>
internal sealed record WrittenHistory(string Folder, DateTimeOffset First, DateTimeOffset Last)
{
    /// <summary>The name of the configuration in the folder with which Prometheus scrapes the samples after the history.</summary>
    public const string ConfigurationName = "prometheus.yml";
}
