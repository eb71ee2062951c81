using System.Collections.Immutable;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Scrapes;

namespace MetricsSimulator.Simulation;

/// <summary>The options of a simulator.</summary>
/// <param name="Selection">The series that it shows.</param>
/// <param name="ConstantLabels">The constant labels.</param>
/// <param name="Parallelism">The most threads that compute one tick.</param>
/// <param name="Scrapes">How the run is scraped, to show the samples that scrapes leave; null to show the samples of the run itself.</param>
internal sealed record SimulatorOptions(SeriesSelection Selection, ImmutableArray<LabelDimension> ConstantLabels, int Parallelism, ScrapeDefinition? Scrapes);
