namespace MetricsSimulator.Cli.Charts;

/// <summary>The style of a line.</summary>
internal enum LineStyle
{
    /// <summary>An ordinary line.</summary>
    Solid,

    /// <summary>One of many lines with the same meaning.</summary>
    Faint,

    /// <summary>A theoretical value.</summary>
    Dashed,

    /// <summary>A value of the clean twin.</summary>
    Dotted,
}
