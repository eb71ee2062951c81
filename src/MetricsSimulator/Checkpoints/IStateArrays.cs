namespace MetricsSimulator.Checkpoints;

/// <summary>
/// What a state has between two ticks, array by array, always in the same order: either to be kept, or to be put back. One thread at a time.
/// </summary>
internal interface IStateArrays
{
    /// <summary>An array with values of each label set.</summary>
    /// <param name="values">The values, those of one label set after another.</param>
    /// <param name="stride">How many each label set has.</param>
    void Each(double[] values, int stride = 1);

    /// <summary>An array that may be missing.</summary>
    /// <param name="values">The values, those of one label set after another; null for none.</param>
    /// <param name="stride">How many each label set has.</param>
    void EachOrNone(ref double[]? values, int stride = 1);

    /// <summary>A value that all label sets have in common.</summary>
    void Common(ref double value);
}
