namespace MetricsSimulator.Formats.Compression;

/// <summary>
/// Finds the parts of a line that repeat the line before. In an exposition, lines differ only in one or two label values and the
/// number, so comparing two lines quickly finds what a general search of 32 KiB finds slowly. It works for any bytes, but finds little
/// in other texts. Not thread-safe; reusable.
/// </summary>
internal sealed class LineMatcher
{
    private const int LongestMatch = 258;
    private const int FurthestDistance = 32768;

    // A match of three bytes costs about as much as three literals.
    private const int ShortestMatch = 4;

    private readonly LineMatch[] _matches;
    private int _count;

    /// <summary>Creates a matcher.</summary>
    /// <param name="capacity">The most bytes of a text.</param>
    public LineMatcher(int capacity) => _matches = new LineMatch[(capacity / ShortestMatch) + 2];

    /// <summary>The matches of the last text; together they cover all of it.</summary>
    public ReadOnlySpan<LineMatch> Matches => _matches.AsSpan(0, _count);

    /// <summary>Finds the matches of a text.</summary>
    public void Find(ReadOnlySpan<byte> text)
    {
        _count = 0;
        var literals = 0;
        var before = 0;
        var start = 0;
        while (start < text.Length)
        {
            var length = text[start..].IndexOf((byte)'\n') + 1;
            var end = length == 0 ? text.Length : start + length;
            literals = FindInLine(text[..end], start, before, literals);
            before = start;
            start = end;
        }

        if (literals > 0) _matches[_count++] = new LineMatch(literals, 0, 0);
    }

    /// <returns>The number of literals since the last match.</returns>
    private int FindInLine(ReadOnlySpan<byte> text, int start, int before, int literals)
    {
        var here = start;
        var there = before;
        while (there < start && here - there <= FurthestDistance)
        {
            var same = text[here..].CommonPrefixLength(text[there..start]);
            if (same >= ShortestMatch)
            {
                AddMatch(literals, same, here - there);
                literals = 0;
            }
            else
            {
                literals += same;
            }

            here += same;
            there += same;

            // Values differ here, and mostly their lengths too, so the distance changes after them.
            var quote = text[here..].IndexOf((byte)'"');
            var quoteBefore = text[there..start].IndexOf((byte)'"');
            if (quote < 0 || quoteBefore < 0) break;
            literals += quote;
            here += quote;
            there += quoteBefore;
        }

        return literals + text.Length - here;
    }

    private void AddMatch(int literals, int length, int distance)
    {
        while (length > 0)
        {
            // After a match of full length, the rest must be long enough for another match.
            var part = length <= LongestMatch ? length : Math.Min(LongestMatch, length - ShortestMatch);
            _matches[_count++] = new LineMatch(literals, part, distance);
            literals = 0;
            length -= part;
        }
    }
}
