using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Configuration.Yaml;

/// <summary>A key and its value.</summary>
/// <param name="Name">The key.</param>
/// <param name="Place">The place of the key.</param>
/// <param name="Value">The value.</param>
/// <param name="IsInherited">Whether it comes from a catalogue (or another lower layer), and not from the file that is read.</param>
internal sealed record MapEntry(string Name, Place Place, Node Value, bool IsInherited = false);
