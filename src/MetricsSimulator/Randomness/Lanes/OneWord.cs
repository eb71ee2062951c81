using System.Diagnostics.CodeAnalysis;

namespace MetricsSimulator.Randomness.Lanes;

/// <summary>One word.</summary>
/// <param name="Value">The word.</param>
internal readonly record struct OneWord(uint Value) : IWordLanes<OneWord>
{
    public static OneWord Create(uint word) => new(word);

    public static OneWord RotateLeft(OneWord words, [ConstantExpected] byte bits) => new(uint.RotateLeft(words.Value, bits));

    public static OneWord operator +(OneWord left, OneWord right) => new(left.Value + right.Value);

    public static OneWord operator ^(OneWord left, OneWord right) => new(left.Value ^ right.Value);
}
