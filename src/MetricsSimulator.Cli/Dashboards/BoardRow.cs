using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>Panels that belong together.</summary>
/// <param name="Title">What they are about; empty for a row without a heading.</param>
/// <param name="Panels">The panels, from left to right and then below.</param>
internal sealed record BoardRow(string Title, ImmutableArray<Panel> Panels)
{
    /// <summary>A row of those panels that there are.</summary>
    /// <param name="title">What they are about.</param>
    /// <param name="panels">The panels; null for one whose metric the run has not got.</param>
    public static BoardRow Of(string title, params ReadOnlySpan<Panel?> panels) => new(title, [.. panels.ToArray().OfType<Panel>()]);
}
