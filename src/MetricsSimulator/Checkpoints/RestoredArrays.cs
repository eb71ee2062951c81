namespace MetricsSimulator.Checkpoints;

/// <summary>Restores the saved arrays of a state to another state, which may have fewer label sets. One thread at a time.</summary>
/// <param name="arrays">The saved arrays.</param>
/// <param name="first">The first label set of the other state, counted from the first that was saved.</param>
/// <param name="count">The number of its label sets.</param>
internal sealed class RestoredArrays(IReadOnlyList<double[]?> arrays, int first, int count) : IStateArrays
{
    private int _next;

    /// <inheritdoc/>
    public void Each(double[] values, int stride = 1) => Take(stride).CopyTo(values);

    /// <inheritdoc/>
    public void EachOrNone(ref double[]? values, int stride = 1)
    {
        if (arrays[_next] is null) (values, _next) = (null, _next + 1);
        else values = Take(stride).ToArray();
    }

    /// <inheritdoc/>
    public void Common(ref double value) => value = arrays[_next++]![0];

    private Span<double> Take(int stride) => arrays[_next++].AsSpan(first * stride, count * stride);
}
