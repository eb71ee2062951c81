using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>Panels that belong together.</summary>
/// <param name="Title">Their subject; empty for a row without a heading.</param>
/// <param name="Panels">The panels, from left to right, row by row.</param>
internal sealed record BoardRow(string Title, ImmutableArray<Panel> Panels)
{
    /// <summary>A row of the panels that exist.</summary>
    /// <param name="title">The subject of the panels.</param>
    /// <param name="panels">The panels; null for a panel whose metric the run does not have.</param>
    public static BoardRow Of(string title, params ReadOnlySpan<Panel?> panels) => new(title, [.. panels.ToArray().OfType<Panel>()]);
}
