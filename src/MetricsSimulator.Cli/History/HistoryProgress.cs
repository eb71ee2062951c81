namespace MetricsSimulator.Cli.History;

/// <summary>How far the writing of a history has come. Immutable and thread-safe.</summary>
/// <param name="Steps">How much was computed, of as much as was announced.</param>
/// <param name="Samples">The number of samples written.</param>
/// <param name="Bytes">The number of bytes written.</param>
/// <param name="Note">What holds it up, in a few words; null for nothing.</param>
internal readonly record struct HistoryProgress(long Steps, long Samples, long Bytes, string? Note = null);
