using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace MetricsSimulator.Randomness.Lanes;

/// <summary>One or several unsigned 32-bit words on which the same operations are done. Values are immutable and thread-safe.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
internal interface IWordLanes<TSelf> : IAdditionOperators<TSelf, TSelf, TSelf>
    where TSelf : struct, IWordLanes<TSelf>
{
    /// <summary>The same word in every lane.</summary>
    static abstract TSelf Create(uint word);

    /// <summary>Exclusive or.</summary>
    static abstract TSelf operator ^(TSelf left, TSelf right);

    /// <summary>The words with their bits rotated to the left.</summary>
    static abstract TSelf RotateLeft(TSelf words, [ConstantExpected] byte bits);
}
