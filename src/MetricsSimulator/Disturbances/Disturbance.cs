using MetricsSimulator.Anomalies;

namespace MetricsSimulator.Disturbances;

/// <summary>The effect of the anomalies of one tick on the series of one state. The object is reused for another tick when its own tick and the one before are over.</summary>
/// <param name="series">The anomalies that act on each series.</param>
/// <param name="groupCount">The number of groups of series.</param>
internal sealed class Disturbance(DisturbedSeries series, int groupCount)
{
    private readonly DisturbedSeries _series = series;
    private readonly Influence[] _influences = new Influence[groupCount];

    /// <summary>The tick; −1 before the first.</summary>
    public long Tick { get; private set; } = -1;

    /// <summary>Prepares it for a tick.</summary>
    /// <param name="tick">The tick.</param>
    /// <returns>The influence on the series of each group, which the caller must fill.</returns>
    public Span<Influence> Begin(long tick)
    {
        Tick = tick;
        return _influences;
    }

    /// <summary>Whether all series are absent, and nothing else happens.</summary>
    public bool IsAbsence => _series.IsAbsence;

    /// <inheritdoc cref="DisturbedSeries.AbsentUnder"/>
    public bool[]? AbsentAmong(int count) => _series.AbsentUnder(_influences, count);

    /// <summary>Whether an anomaly acts on a series of a block of <see cref="DisturbedSeries.BlockLength"/>.</summary>
    /// <param name="labelSet">The number of a label set in the block.</param>
    public bool Touches(int labelSet) => _series.Touches(labelSet);

    /// <summary>The next series on which an anomaly acts.</summary>
    /// <param name="first">The first series that may be it.</param>
    /// <param name="end">The series after the last candidate; it is returned when there is none.</param>
    public int NextTouched(int first, int end) => _series.NextTouched(first, end);

    /// <summary>The influence on a series.</summary>
    /// <param name="labelSet">Its number in the state.</param>
    public ref readonly Influence Of(int labelSet) => ref _influences[_series.GroupOf(labelSet)];
}
