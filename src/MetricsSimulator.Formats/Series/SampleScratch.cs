namespace MetricsSimulator.Formats.Series;

/// <summary>Memory for the samples of one series; reusable for the next.</summary>
internal sealed class SampleScratch
{
    private long[] _timestamps = [];
    private double[] _values = [];
    private int _count;

    /// <summary>The samples since <see cref="Clear"/>; valid until the next call of it.</summary>
    public SampleColumn Samples => new(_timestamps.AsSpan(0, _count), _values.AsSpan(0, _count));

    /// <summary>Forgets all samples.</summary>
    /// <param name="capacity">The most samples that will be added.</param>
    public void Clear(int capacity)
    {
        _count = 0;
        if (_values.Length >= capacity) return;
        _timestamps = new long[capacity];
        _values = new double[capacity];
    }

    /// <summary>Adds a sample.</summary>
    public void Add(long timestamp, double value) => (_timestamps[_count], _values[_count++]) = (timestamp, value);
}
