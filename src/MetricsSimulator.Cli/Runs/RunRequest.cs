using System.Collections.Immutable;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Runs;

/// <summary>What the command line says about a run; null for nothing. It goes before what files say.</summary>
/// <param name="Config">The configuration file.</param>
/// <param name="Scenario">The name of a built-in scenario, or a file.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Start">Where the paths begin.</param>
internal sealed record RunRequest(string? Config = null, string? Scenario = null, ulong? Seed = null, DateTimeOffset? Start = null)
{
    /// <summary>The labels that every series has after its own.</summary>
    public ImmutableArray<LabelDimension> Labels { get; init; } = [];

    /// <summary>Which of the label sets are simulated; null for all.</summary>
    public Shard? Shard { get; init; }

    /// <summary>What is listened on.</summary>
    public string? Host { get; init; }

    /// <summary>The port that is listened on.</summary>
    public int? Port { get; init; }
}
