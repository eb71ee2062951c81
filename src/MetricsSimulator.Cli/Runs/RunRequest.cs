using System.Collections.Immutable;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Runs;

/// <summary>What the command line says about a run; null for what it does not say. It overrides files.</summary>
/// <param name="Config">The configuration file.</param>
/// <param name="Scenario">The name of a built-in scenario, or a file.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Start">When the paths begin.</param>
internal sealed record RunRequest(string? Config = null, string? Scenario = null, ulong? Seed = null, DateTimeOffset? Start = null)
{
    /// <summary>The constant labels.</summary>
    public ImmutableArray<LabelDimension> Labels { get; init; } = [];

    /// <summary>Which label sets to simulate; null for all.</summary>
    public Shard? Shard { get; init; }

    /// <summary>The address to listen on.</summary>
    public string? Host { get; init; }

    /// <summary>The port to listen on.</summary>
    public int? Port { get; init; }
}
