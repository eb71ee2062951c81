using System.Collections.Immutable;

namespace MetricsSimulator.Configuration.RuleFiles;

/// <summary>A file of rules, as it was read.</summary>
/// <param name="Name">The file, as the user named it.</param>
/// <param name="Groups">The groups of all its documents, in the order of the file.</param>
/// <param name="Text">
/// The groups as a file that Prometheus reads: the file itself, or for manifests their <c>spec</c>. Keys that only newer versions know, and that change no expression, are left out.
/// </param>
public sealed record RuleFile(string Name, ImmutableArray<RuleGroup> Groups, string Text);
