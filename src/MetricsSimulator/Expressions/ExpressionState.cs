using System.Runtime.InteropServices;
using System.Text;

namespace MetricsSimulator.Expressions;

/// <summary>The state of a match between two characters: the instructions that it has reached, and the character before. States with equal parts are equal.</summary>
/// <param name="places">The indices of the instructions, ascending.</param>
/// <param name="before">The character before.</param>
internal sealed class ExpressionState(int[] places, ExpressionNeighbour before) : IEquatable<ExpressionState>
{
    private const int Ascii = 128;

    private ExpressionState?[]? _next;

    /// <summary>The indices of the instructions, ascending.</summary>
    public int[] Places => places;

    /// <summary>The character before.</summary>
    public ExpressionNeighbour Before => before;

    /// <summary>Whether the pattern may end here.</summary>
    public bool IsEnd { get; set; }

    /// <summary>The state after an ASCII character; null if it is not known yet.</summary>
    public ExpressionState? After(char character) => _next?[character];

    /// <summary>Keeps the state after a character, if that is an ASCII character.</summary>
    public void Lead(Rune character, ExpressionState next)
    {
        if (character.IsAscii) (_next ??= new ExpressionState?[Ascii])[character.Value] = next;
    }

    /// <summary>The kind of a character as a neighbour.</summary>
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
