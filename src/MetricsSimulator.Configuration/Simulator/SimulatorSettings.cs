using System.Collections.Immutable;
using MetricsSimulator.Configuration.Catalogues;
using MetricsSimulator.MetricDefinitions;

namespace MetricsSimulator.Configuration.Simulator;

/// <summary>What the block <c>simulator</c> of the configuration of a run says.</summary>
/// <param name="UpdateInterval">The length of a tick.</param>
/// <param name="RetentionPeriod">How far back history can be asked for.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Start">Where the paths begin.</param>
/// <param name="Catalogue">The built-in metrics that those of the run are changes to.</param>
/// <param name="Metrics">The metrics.</param>
/// <param name="Scenario">The scenario that is played, a name or a file; null for none.</param>
internal sealed record SimulatorSettings(
    TimeSpan UpdateInterval, TimeSpan RetentionPeriod, ulong Seed, DateTimeOffset Start, CatalogueName Catalogue,
    ImmutableArray<MetricDefinition> Metrics, string? Scenario);
