using MetricsSimulator.Formats.Expositions;

namespace MetricsSimulator.Formats.OpenMetrics;

/// <summary>
/// The ends of sample lines at given instants: a space, the instant in seconds, a line feed. All series have the same instants, so
/// each is formatted only once.
/// </summary>
public sealed class LineEnds
{
    private readonly byte[] _text;
    private readonly int[] _begins;

    /// <summary>Spells instants.</summary>
    /// <param name="timestamps">Milliseconds since the Unix epoch.</param>
    public LineEnds(ReadOnlySpan<long> timestamps)
    {
        _begins = new int[timestamps.Length + 1];
        var text = new byte[timestamps.Length * (Timestamp.BufferLength + 2)];
        var length = 0;
        for (var i = 0; i < timestamps.Length; i++)
        {
            text[length++] = (byte)' ';
            length += Timestamp.WriteSeconds(timestamps[i], text.AsSpan(length));
            text[length++] = (byte)'\n';
            _begins[i + 1] = length;
        }

        _text = text[..length];
    }

    /// <summary>The number of instants.</summary>
    public int Count => _begins.Length - 1;

    internal ReadOnlySpan<byte> this[int instant] => _text.AsSpan(_begins[instant], _begins[instant + 1] - _begins[instant]);
}
