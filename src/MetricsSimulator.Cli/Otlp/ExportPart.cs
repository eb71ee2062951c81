namespace MetricsSimulator.Cli.Otlp;

/// <summary>What one process exports of one signal at one instant.</summary>
/// <param name="Bytes">A request of its own.</param>
/// <param name="Items">The number of its points or log records; 1 or more.</param>
/// <param name="Replaces">What it replaces: a later part with the same text contains all that this one does. Null if none does.</param>
internal sealed record ExportPart(ReadOnlyMemory<byte> Bytes, int Items, string? Replaces = null);
