using System.Buffers;
using System.Text.Json;

namespace MetricsSimulator.Cli.Json;

/// <summary>Writes values as JSON, each in a line. Not thread-safe.</summary>
internal sealed class JsonLines
{
    private readonly ArrayBufferWriter<byte> _line = new();

    /// <summary>Writes a line.</summary>
    /// <param name="output">The destination.</param>
    /// <param name="value">The value.</param>
    /// <param name="write">Writes the value as JSON.</param>
    public void Write<T>(Stream output, T value, Action<Utf8JsonWriter, T> write)
    {
        using (var json = new Utf8JsonWriter(_line, JsonText.Options)) write(json, value);
        output.Write(_line.WrittenSpan);
        output.WriteByte((byte)'\n');
        _line.ResetWrittenCount();
    }
}
