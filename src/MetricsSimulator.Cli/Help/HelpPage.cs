using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Help;

/// <summary>A help text without a layout: <see cref="HelpText"/> lays it out for a terminal, <see cref="ManPage"/> for <c>man</c>.</summary>
/// <param name="Name">Its subject, such as <c>claude-metrics-simulator check</c>.</param>
/// <param name="Summary">One sentence about it.</param>
/// <param name="Sections">The sections, in order. They do not repeat the summary.</param>
internal sealed record HelpPage(string Name, string Summary, ImmutableArray<HelpSection> Sections)
{
    /// <summary>Whether a terminal shows the usage before the summary.</summary>
    public bool UsageFirst { get; init; } = true;
}
