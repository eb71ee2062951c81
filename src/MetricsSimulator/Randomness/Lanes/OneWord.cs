using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace MetricsSimulator.Randomness.Lanes;

/// <summary>One word.</summary>
/// <param name="value">The word.</param>
internal readonly struct OneWord(uint value) : IWordLanes<OneWord>
{
    // The operations use the field. With a property, twenty rounds would have more calls than the compiler is willing to inline, and a draw would take three times as long.
    private readonly uint _value = value;

    /// <summary>The word.</summary>
    public uint Value => _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneWord Create(uint word) => new(word);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneWord RotateLeft(OneWord words, [ConstantExpected] byte bits) => new((words._value << bits) | (words._value >>> (32 - bits)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneWord operator +(OneWord left, OneWord right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneWord operator ^(OneWord left, OneWord right) => new(left._value ^ right._value);
}
