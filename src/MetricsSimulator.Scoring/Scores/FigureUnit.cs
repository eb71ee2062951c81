namespace MetricsSimulator.Scoring.Scores;

/// <summary>The unit of a figure.</summary>
internal enum FigureUnit
{
    /// <summary>A number from 0 to 1.</summary>
    Share,

    /// <summary>A number from 0 on.</summary>
    Count,

    /// <summary>A span of time, in seconds.</summary>
    Duration,
}
