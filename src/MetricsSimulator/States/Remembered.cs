using MetricsSimulator.Checkpoints;

namespace MetricsSimulator.States;

/// <summary>
/// What each series had when something began, or in the tick before, kept until it ends. <see cref="Prepare"/> and <see cref="Forget"/> are called by one thread between
/// ticks; series may be asked about on any thread.
/// </summary>
internal sealed class Remembered
{
    private double[]? _values;

    /// <summary>Makes room.</summary>
    public void Prepare(int count)
    {
        if (_values is not null) return;
        _values = new double[count];
        Array.Fill(_values, double.NaN);
    }

    /// <summary>Forgets everything.</summary>
    public void Forget() => _values = null;

    /// <summary>Forgets one series.</summary>
    public void ForgetOne(int index)
    {
        if (_values is not null) _values[index] = double.NaN;
    }

    /// <summary>The value that a series had when it began.</summary>
    /// <param name="index">The series.</param>
    /// <param name="isOn">Whether it goes on; when not, the series is forgotten.</param>
    /// <param name="now">The value now.</param>
    public double Since(int index, bool isOn, double now)
    {
        ref var value = ref _values![index];
        if (!isOn) value = double.NaN;
        else if (double.IsNaN(value)) value = now;
        return isOn ? value : now;
    }

    /// <summary>The value that a series had when this was last asked, and remembers the value now; the value now when it was not asked.</summary>
    /// <param name="index">The series.</param>
    /// <param name="isOn">Whether it goes on; when not, the series is forgotten.</param>
    /// <param name="now">The value now.</param>
    public double Last(int index, bool isOn, double now)
    {
        ref var value = ref _values![index];
        var last = isOn && !double.IsNaN(value) ? value : now;
        value = isOn ? now : double.NaN;
        return last;
    }

    /// <summary>Tells what is remembered, to be kept or to be put back.</summary>
    public void Exchange(IStateArrays arrays) => arrays.EachOrNone(ref _values);

    /// <summary>Goes on with what another remembers.</summary>
    /// <param name="other">The other.</param>
    /// <param name="sources">For each series, its number in the other; −1 for one that is new.</param>
    public void TakeOver(Remembered other, ReadOnlySpan<int> sources)
    {
        if (other._values is null) return;
        Prepare(sources.Length);
        for (var i = 0; i < sources.Length; i++) _values![i] = sources[i] < 0 ? double.NaN : other._values[sources[i]];
    }
}
