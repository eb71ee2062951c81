namespace MetricsSimulator.Cli.Charts;

/// <summary>What a line looks like.</summary>
internal enum LineStyle
{
    /// <summary>A line like any other.</summary>
    Solid,

    /// <summary>One of many that mean the same.</summary>
    Faint,

    /// <summary>What theory says.</summary>
    Dashed,

    /// <summary>What would have been.</summary>
    Dotted,
}
