using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>A query of a panel, with the names of its answers.</summary>
/// <param name="Query">The query.</param>
/// <param name="Legend">The name of an answer, in which <c>{{model}}</c> stands for the value of its label <c>model</c>.</param>
internal sealed record PanelQuery(Query Query, string Legend)
{
    /// <summary>The name of an answer.</summary>
    public string NameOf(LabelValues labels)
    {
        var name = Legend;
        for (var begin = name.IndexOf("{{", StringComparison.Ordinal); begin >= 0; begin = name.IndexOf("{{", StringComparison.Ordinal))
        {
            var end = name.IndexOf("}}", begin, StringComparison.Ordinal);
            name = string.Concat(name.AsSpan(0, begin), labels[name[(begin + 2)..end]], name.AsSpan(end + 2));
        }

        return name.Trim();
    }
}
