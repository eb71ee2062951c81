namespace MetricsSimulator.Randomness.Lanes;

/// <summary>Words of which two make a uniform draw.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
/// <typeparam name="TNumbers">Half as many doubles as there are words.</typeparam>
internal interface IWordPairs<TSelf, TNumbers> : IWordLanes<TSelf>
    where TSelf : struct, IWordPairs<TSelf, TNumbers>
    where TNumbers : struct, INumberLanes<TNumbers>
{
    /// <summary>How many words.</summary>
    static abstract int Count { get; }

    /// <summary>The words from a place in an array on.</summary>
    static abstract TSelf Load(ref uint source, nuint index);

    /// <summary>
    /// The uniform draws of the 64-bit words that have x0 above x1, less ½: p − ½ of the first half of the lanes, and of the second.
    /// </summary>
    static abstract (TNumbers Lower, TNumbers Upper) Centred(TSelf x0, TSelf x1);
}
