namespace MetricsSimulator.Checkpoints;

/// <summary>Saves copies of a state's arrays. One thread at a time.</summary>
/// <param name="count">The number of its label sets.</param>
internal sealed class KeptArrays(int count) : IStateArrays
{
    private readonly List<double[]?> _arrays = [];

    /// <summary>The copies, in the order in which they were made.</summary>
    public IReadOnlyList<double[]?> Arrays => _arrays;

    /// <inheritdoc/>
    public void Each(double[] values, int stride = 1) => _arrays.Add(values[..(count * stride)]);

    /// <inheritdoc/>
    public void EachOrNone(ref double[]? values, int stride = 1) => _arrays.Add(values?[..(count * stride)]);

    /// <inheritdoc/>
    public void Common(ref double value) => _arrays.Add([value]);
}
