using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>A dashboard.</summary>
/// <param name="Name">Its subject: <c>Cost and budget</c>.</param>
/// <param name="Description">Its purpose, in one sentence.</param>
/// <param name="Rows">Its panels.</param>
internal sealed record Board(string Name, string Description, ImmutableArray<BoardRow> Rows)
{
    /// <summary>The beginning of its title, which boards that belong together share.</summary>
    public string Family { get; init; } = "Specification";

    /// <summary>The tag of all boards of the family, by which they link to each other.</summary>
    public string Tag => Spelled(Family);

    /// <summary>The title: <c>Specification: Cost and budget</c>.</summary>
    public string Title => $"{Family}: {Name}";

    /// <summary>Its identifier in Grafana and the name of its file: <c>specification-cost-and-budget</c>.</summary>
    public string Uid => Spelled($"{Family} {Name}");

    /// <summary>The numbers that a reader may change.</summary>
    public ImmutableArray<QueryParameter> Parameters { get; init; } = [];

    /// <summary>All panels, row by row.</summary>
    public IEnumerable<Panel> Panels => Rows.SelectMany(row => row.Panels);

    /// <summary>The metrics that it reads, each once.</summary>
    public IEnumerable<QueriedMetric> Metrics =>
        Panels.SelectMany(panel => panel.Queries).SelectMany(query => query.Query.Selectors).Select(selector => selector.Metric).DistinctBy(metric => metric.Name, StringComparer.Ordinal);

    private static string Spelled(string name) => name.ToLower(CultureInfo.InvariantCulture).Replace(' ', '-');
}
