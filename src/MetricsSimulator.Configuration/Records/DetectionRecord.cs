using System.Collections.Immutable;

namespace MetricsSimulator.Configuration.Records;

/// <summary>A time at which a detector says that something is wrong.</summary>
/// <param name="Detector">The name of the detector.</param>
/// <param name="Start">The instant at which it begins to say so.</param>
/// <param name="End">The instant at which it no longer does; the same as <paramref name="Start"/> for a single instant.</param>
/// <param name="Labels">What it says it about; none for everything.</param>
/// <param name="IsOnTwin">Whether it says so about the clean twin of the history; null if the file does not tell them apart.</param>
public sealed record DetectionRecord(string Detector, DateTimeOffset Start, DateTimeOffset End, ImmutableArray<KeyValuePair<string, string>> Labels, bool? IsOnTwin);
