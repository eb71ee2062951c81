using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>A dashboard.</summary>
/// <param name="Name">What it is about: <c>Cost and budget</c>.</param>
/// <param name="Description">What it is for, in a sentence.</param>
/// <param name="Rows">Its panels.</param>
internal sealed record Board(string Name, string Description, ImmutableArray<BoardRow> Rows)
{
    /// <summary>What every title begins with.</summary>
    public const string Family = "Specification";

    /// <summary>The title: <c>Specification: Cost and budget</c>.</summary>
    public string Title => $"{Family}: {Name}";

    /// <summary>How Grafana knows it, and how its file is called: <c>specification-cost-and-budget</c>.</summary>
    public string Uid => $"{Family} {Name}".ToLower(CultureInfo.InvariantCulture).Replace(' ', '-');

    /// <summary>The numbers that its reader may change.</summary>
    public ImmutableArray<QueryParameter> Parameters { get; init; } = [];

    /// <summary>All panels, row by row.</summary>
    public IEnumerable<Panel> Panels => Rows.SelectMany(row => row.Panels);

    /// <summary>The metrics that it reads, each once.</summary>
    public IEnumerable<QueriedMetric> Metrics =>
        Panels.SelectMany(panel => panel.Queries).SelectMany(query => query.Query.Selectors).Select(selector => selector.Metric).DistinctBy(metric => metric.Name, StringComparer.Ordinal);
}
