using System.Runtime.InteropServices;
using System.Text;

namespace MetricsSimulator.Expressions;

/// <summary>Where a match has got to between two characters: the instructions that it has reached, and what stands before. Equal when both are.</summary>
/// <param name="places">The instructions, ascending.</param>
/// <param name="before">The text before.</param>
internal sealed class ExpressionState(int[] places, ExpressionNeighbour before) : IEquatable<ExpressionState>
{
    private const int Ascii = 128;

    private ExpressionState?[]? _next;

    /// <summary>The instructions.</summary>
    public int[] Places => places;

    /// <summary>The text before.</summary>
    public ExpressionNeighbour Before => before;

    /// <summary>Whether the text may end here.</summary>
    public bool IsEnd { get; set; }

    /// <summary>What an ASCII character leads to; null when that is not known yet.</summary>
    public ExpressionState? After(char character) => _next?[character];

    /// <summary>Remembers what a character leads to, if it is an ASCII character.</summary>
    public void Lead(Rune character, ExpressionState next)
    {
        if (character.IsAscii) (_next ??= new ExpressionState?[Ascii])[character.Value] = next;
    }

    /// <summary>What a character is to its neighbours.</summary>
    public static ExpressionNeighbour NeighbourOf(Rune character) => character switch
    {
        { Value: '\n' } => ExpressionNeighbour.LineFeed,
        { IsAscii: true, Value: var ascii } when char.IsAsciiLetterOrDigit((char)ascii) || ascii == '_' => ExpressionNeighbour.Word,
        _ => ExpressionNeighbour.Other,
    };

    /// <inheritdoc/>
    public bool Equals(ExpressionState? other) => other is not null && Before == other.Before && Places.AsSpan().SequenceEqual(other.Places);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ExpressionState);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Before);
        hash.AddBytes(MemoryMarshal.AsBytes(Places.AsSpan()));
        return hash.ToHashCode();
    }
}
