namespace MetricsSimulator.Formats.Series;

/// <summary>Samples of one series.</summary>
/// <param name="timestamps">The instants, in milliseconds since the Unix epoch, ascending.</param>
/// <param name="values">One value for each.</param>
internal readonly ref struct SampleColumn(ReadOnlySpan<long> timestamps, ReadOnlySpan<double> values)
{
    /// <summary>The instants, in milliseconds since the Unix epoch, ascending.</summary>
    public ReadOnlySpan<long> Timestamps { get; } = timestamps;

    /// <summary>One value for each instant.</summary>
    public ReadOnlySpan<double> Values { get; } = values;

    /// <summary>The number of samples.</summary>
    public int Count => Values.Length;
}
