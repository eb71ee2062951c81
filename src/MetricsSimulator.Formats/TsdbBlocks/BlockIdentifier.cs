using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;

namespace MetricsSimulator.Formats.TsdbBlocks;

/// <summary>
/// The name of a block, a ULID: 48 bits for the time of writing, and 80 bits that identify the content. So a block of the same run and
/// the same window is recognised, whenever it was written.
/// </summary>
/// <remarks>Source: github.com/ulid/spec.</remarks>
public static class BlockIdentifier
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Length = 26;
    private const int TimeLength = 10;

    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphabet);

    /// <summary>The name of a block.</summary>
    /// <param name="identity">A text that identifies the run.</param>
    /// <param name="window">The window of the block.</param>
    /// <param name="written">The time at which the block is written; not before 1970.</param>
    public static string Of(ReadOnlySpan<byte> identity, BlockWindow window, DateTimeOffset written)
    {
        var hash = new XxHash128();
        Span<byte> times = stackalloc byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(times, window.First);
        BinaryPrimitives.WriteInt64LittleEndian(times[8..], window.End);
        hash.Append(times);
        hash.Append(identity);
        Span<byte> drawn = stackalloc byte[16];
        hash.GetCurrentHash(drawn);
        var bits = BinaryPrimitives.ReadUInt128BigEndian(drawn) >> 48 | ((UInt128)(ulong)written.ToUnixTimeMilliseconds() << 80);
        return string.Create(Length, bits, static (text, bits) =>
        {
            for (var i = Length - 1; i >= 0; i--, bits >>= 5) text[i] = Alphabet[(int)(uint)(bits & 31)];
        });
    }

    /// <summary>The part of a name that identifies the content, without the time of writing.</summary>
    /// <param name="identifier">The name of a block.</param>
    public static string ContentOf(string identifier) => identifier[TimeLength..];

    /// <summary>Whether a folder's name is that of a block.</summary>
    public static bool Is(ReadOnlySpan<char> name) => name.Length == Length && name[0] <= '7' && !name.ContainsAnyExcept(Letters);
}
