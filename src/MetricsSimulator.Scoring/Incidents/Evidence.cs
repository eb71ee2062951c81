using System.Collections.Immutable;

namespace MetricsSimulator.Scoring.Incidents;

/// <summary>What an incident left in the samples: where they differ from those of the same run without it.</summary>
/// <param name="First">The instant of the first scrape that differs.</param>
/// <param name="Last">The instant of the last scrape that differs.</param>
/// <param name="Touched">
/// The series that differ, with their names in <c>__name__</c>. Incidents that touch the same series should share the array: then they are compared with a rule once.
/// </param>
public sealed record Evidence(DateTimeOffset First, DateTimeOffset Last, ImmutableArray<SortedLabels> Touched);
