using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Help;

/// <summary>A help text before it has a form: <see cref="HelpText"/> lays it out for a terminal, <see cref="ManPage"/> for <c>man</c>.</summary>
/// <param name="Name">What it is about, such as <c>claude-metrics-simulator check</c>.</param>
/// <param name="Summary">One sentence about it.</param>
/// <param name="Sections">The sections, in their order; what the summary says is not repeated there.</param>
internal sealed record HelpPage(string Name, string Summary, ImmutableArray<HelpSection> Sections)
{
    /// <summary>Whether the usage comes before the summary where a terminal shows the page.</summary>
    public bool UsageFirst { get; init; } = true;
}
