using System.Collections.Immutable;
using MetricsSimulator.Configuration.Workload;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Telemetry;

namespace MetricsSimulator.Cli.Runs;

/// <summary>The choices of the command line for a run, which override files; null for choices that it leaves open.</summary>
/// <param name="Config">The configuration file.</param>
/// <param name="Scenario">The name of a built-in scenario, or a file.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Start">The instant at which the paths begin.</param>
internal sealed record RunRequest(string? Config = null, string? Scenario = null, ulong? Seed = null, DateTimeOffset? Start = null)
{
    /// <summary>The name of a built-in workload, or a configuration that has one. It takes the place of <see cref="Config"/>.</summary>
    public string? Workload { get; init; }

    /// <summary>The configuration file; null for a built-in configuration.</summary>
    public string? File => Workload is null ? Config : BuiltInWorkloads.Names.Contains(Workload, StringComparer.Ordinal) ? null : Workload;

    /// <summary>A scenario, as YAML, that is played instead of one that has a name; null for none.</summary>
    public string? SealedScenario { get; init; }

    /// <summary>The names of the metrics of the workload.</summary>
    public NameStyle? Profile { get; init; }

    /// <summary>The constant labels.</summary>
    public ImmutableArray<LabelDimension> Labels { get; init; } = [];

    /// <summary>The shard to simulate; null for all label sets.</summary>
    public Shard? Shard { get; init; }

    /// <summary>The address to listen on.</summary>
    public string? Host { get; init; }

    /// <summary>The port to listen on.</summary>
    public int? Port { get; init; }
}
