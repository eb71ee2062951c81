namespace MetricsSimulator.Events;

/// <summary>The instrumentation scope of exported metrics or events.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
public sealed record ExportScope(string Name, string Version);
