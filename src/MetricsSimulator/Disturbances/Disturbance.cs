using MetricsSimulator.Anomalies;

namespace MetricsSimulator.Disturbances;

/// <summary>What the anomalies of one tick do to the series of one state.</summary>
internal sealed class Disturbance
{
    private readonly DisturbedSeries _series;
    private readonly Influence[] _influences;

    /// <summary>Creates it.</summary>
    /// <param name="tick">The tick.</param>
    /// <param name="series">Which anomalies act on which series.</param>
    /// <param name="influences">What is done to the series of each group.</param>
    public Disturbance(long tick, DisturbedSeries series, Influence[] influences)
    {
        Tick = tick;
        _series = series;
        _influences = influences;
    }

    /// <summary>The tick.</summary>
    public long Tick { get; }

    /// <summary>Whether no series is there, and nothing else is done.</summary>
    public bool IsAbsence => _series.IsAbsence;

    /// <summary>Whether anything is done to a series of a block of <see cref="DisturbedSeries.BlockLength"/>.</summary>
    /// <param name="labelSet">The number of a label set in the block.</param>
    public bool Touches(int labelSet) => _series.Touches(labelSet);

    /// <summary>The next series to which something is done.</summary>
    /// <param name="first">The first series that may be it.</param>
    /// <param name="end">The series after the last that may be it; also what is returned when there is none.</param>
    public int NextTouched(int first, int end) => _series.NextTouched(first, end);

    /// <summary>What is done to a series.</summary>
    /// <param name="labelSet">Its number in the state.</param>
    public ref readonly Influence Of(int labelSet) => ref _influences[_series.GroupOf(labelSet)];
}
