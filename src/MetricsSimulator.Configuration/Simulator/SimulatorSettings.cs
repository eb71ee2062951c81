using System.Collections.Immutable;
using MetricsSimulator.Configuration.Catalogues;
using MetricsSimulator.MetricDefinitions;

namespace MetricsSimulator.Configuration.Simulator;

/// <summary>The content of the block <c>simulator</c> in the configuration of a run.</summary>
/// <param name="UpdateInterval">The length of a tick.</param>
/// <param name="RetentionPeriod">How far back <c>/history</c> goes.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Start">The instant at which the paths begin.</param>
/// <param name="Catalogue">The built-in metrics on which those of the run are based.</param>
/// <param name="Metrics">The metrics.</param>
/// <param name="Scenario">The scenario of the run, a name or a file; null for none.</param>
internal sealed record SimulatorSettings(
    TimeSpan UpdateInterval, TimeSpan RetentionPeriod, ulong Seed, DateTimeOffset Start, CatalogueName Catalogue,
    ImmutableArray<MetricDefinition> Metrics, string? Scenario);
