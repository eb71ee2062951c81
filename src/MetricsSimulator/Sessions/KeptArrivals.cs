using System.Collections.Immutable;

namespace MetricsSimulator.Sessions;

/// <summary>The saved state of <see cref="Arrivals"/>.</summary>
/// <param name="Next">The next cell for which starts are drawn.</param>
/// <param name="Paths">The intensity paths at its beginning.</param>
/// <param name="PathsBefore">The intensity paths at the beginning of the cell before, in which an anomaly that is injected may add starts.</param>
internal sealed record KeptArrivals(uint Next, ImmutableArray<double> Paths, ImmutableArray<double> PathsBefore);
