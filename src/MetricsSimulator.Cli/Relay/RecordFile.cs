using System.Buffers;
using System.Text.Json;
using MetricsSimulator.Cli.History.Files;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Formats.Otlp;

namespace MetricsSimulator.Cli.Relay;

/// <summary>
/// A file with one request in each line, as JSON: what the file exporter of a collector writes and its file receiver reads. Until it is closed, no other relay may write to it. Not thread-safe.
/// </summary>
internal sealed class RecordFile : IDisposable
{
    private readonly FileStream _file;
    private readonly ArrayBufferWriter<byte> _line = new();

    private RecordFile(FileStream file) => _file = file;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file; created if it does not exist.</param>
    /// <param name="violation">Why it cannot be used, and what to do; null if it can.</param>
    /// <exception cref="IOException">It cannot be opened, or another process is writing to it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written to.</exception>
    public static RecordFile? Open(string path, out string? violation)
    {
        violation = null;
        // Only None locks it against another relay: with Read, .NET takes a lock that two writers can share.
        var share = WholeFile.IsOfSystem(path) ? FileShare.ReadWrite : FileShare.None;
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, share, bufferSize: 0);
        if (!file.CanSeek || file.Length == 0) return new RecordFile(file);
        file.Dispose();
        violation = $"{path} is not empty, and requests of two runs in one file cannot be told apart. Use another name, or move the file away.";
        return null;
    }

    /// <summary>Adds a request. If it cannot be written whole, nothing of it stays in the file.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Add(OtlpRequest request)
    {
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line, JsonText.Options)) request.WriteTo(json);
        _line.Write("\n"u8);
        var length = _file.CanSeek ? _file.Length : 0;
        try
        {
            _file.Write(_line.WrittenSpan);
        }
        catch
        {
            if (_file.CanSeek && _file.Length > length) _file.SetLength(length);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
