namespace MetricsSimulator.Cli.History;

/// <summary>The progress of writing a history.</summary>
/// <param name="Steps">The number of computed steps; see <see cref="HistoryWriter.Steps"/>.</param>
/// <param name="Samples">The number of samples written; 0 if the sink counts them.</param>
/// <param name="Bytes">The number of bytes written; 0 if the sink counts them.</param>
/// <param name="Note">The reason for a delay, in a few words; null for none.</param>
internal readonly record struct HistoryProgress(long Steps, long Samples = 0, long Bytes = 0, string? Note = null);
