using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Help;

/// <summary>A section of a help text.</summary>
/// <param name="Title">Its title, such as <c>Options</c>; null for none.</param>
/// <param name="Blocks">Its content.</param>
internal sealed record HelpSection(string? Title, ImmutableArray<HelpBlock> Blocks);
