namespace MetricsSimulator.Checkpoints;

/// <summary>
/// Visits the content of a state between two ticks, array by array, always in the same order, either to save it or to restore it. One thread at a time.
/// </summary>
internal interface IStateArrays
{
    /// <summary>An array with values of each label set.</summary>
    /// <param name="values">The values, those of one label set after another.</param>
    /// <param name="stride">The number of values of each label set.</param>
    void Each(double[] values, int stride = 1);

    /// <summary>An array that may be missing.</summary>
    /// <param name="values">The values, those of one label set after another; null for none.</param>
    /// <param name="stride">The number of values of each label set.</param>
    void EachOrNone(ref double[]? values, int stride = 1);

    /// <summary>A value that all label sets share.</summary>
    void Common(ref double value);
}
