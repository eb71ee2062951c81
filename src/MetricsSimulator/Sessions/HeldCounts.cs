namespace MetricsSimulator.Sessions;

/// <summary>The series of a session do not show each count at once, but only what its processes export.</summary>
/// <param name="Since">Since when, in milliseconds since the Unix epoch. Earlier counts are shown.</param>
/// <param name="AreTotals">Whether an export replaces the values by the totals of its process. Otherwise it replaces a value by a delta, or adds the delta to it.</param>
/// <param name="Anomaly">The identifier of the anomaly that causes it.</param>
internal sealed record HeldCounts(long Since, bool AreTotals, string Anomaly);
