using System.Collections.Immutable;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Scrapes;

namespace MetricsSimulator.Simulation;

/// <summary>What a simulator shows, and how.</summary>
/// <param name="Selection">Which series it shows.</param>
/// <param name="ConstantLabels">The constant labels.</param>
/// <param name="Parallelism">The most threads that compute one tick.</param>
/// <param name="Scrapes">How the run is scraped, when what scrapes leave is shown; null for what the run has.</param>
internal sealed record SimulatorOptions(SeriesSelection Selection, ImmutableArray<LabelDimension> ConstantLabels, int Parallelism, ScrapeDefinition? Scrapes);
