using MetricsSimulator.Anomalies;

namespace MetricsSimulator.Disturbances;

/// <summary>What the anomalies of one tick do to the series of one state; used again for another tick once its own and the one before are over.</summary>
/// <param name="series">Which anomalies act on which series.</param>
/// <param name="groupCount">How many groups of series there are.</param>
internal sealed class Disturbance(DisturbedSeries series, int groupCount)
{
    private readonly DisturbedSeries _series = series;
    private readonly Influence[] _influences = new Influence[groupCount];

    /// <summary>The tick; −1 before the first.</summary>
    public long Tick { get; private set; } = -1;

    /// <summary>Makes it that of a tick.</summary>
    /// <param name="tick">The tick.</param>
    /// <returns>What is done to the series of each group, to be filled.</returns>
    public Span<Influence> Begin(long tick)
    {
        Tick = tick;
        return _influences;
    }

    /// <summary>Whether no series is there, and nothing else is done.</summary>
    public bool IsAbsence => _series.IsAbsence;

    /// <inheritdoc cref="DisturbedSeries.AbsentUnder"/>
    public bool[]? AbsentAmong(int count) => _series.AbsentUnder(_influences, count);

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
