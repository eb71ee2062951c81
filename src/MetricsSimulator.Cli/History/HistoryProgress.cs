namespace MetricsSimulator.Cli.History;

/// <summary>How far the writing of a history has come.</summary>
/// <param name="Steps">How much was computed, of as much as was announced.</param>
/// <param name="Samples">The number of samples written; 0 where the sink counts them.</param>
/// <param name="Bytes">The number of bytes written; 0 where the sink counts them.</param>
/// <param name="Note">What holds it up, in a few words; null for nothing.</param>
internal readonly record struct HistoryProgress(long Steps, long Samples = 0, long Bytes = 0, string? Note = null);
