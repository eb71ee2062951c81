using System.Collections.Immutable;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace MetricsSimulator.Cli.Runs;

/// <summary>
/// A run and all its changes, line by line, in memory and optionally in a file. A line that was added to the file survives
/// every end of the program. Thread-safe.
/// </summary>
internal sealed class RunJournal : IDisposable
{
    // errno(3).
    private const int TooLarge = 27;
    private const int StandardOutput = 1;

    private readonly Lock _lock = new();
    private readonly Stream? _file;
    private readonly long _begin;
    private ImmutableList<string> _lines = [];
    private int _linesInFile;

    /// <summary>Creates an empty journal.</summary>
    /// <param name="file">A file that gets the lines too, and is closed with the journal; null for none.</param>
    public RunJournal(Stream? file = null)
    {
        _file = file;
        _begin = file is { CanSeek: true } ? file.Length : 0;
    }

    /// <summary>The name of the file without its folder, or <c>-</c> for standard output; null for none.</summary>
    public string? FileName { get; init; }

    /// <summary>The lines so far, without line feeds.</summary>
    public ImmutableList<string> Lines => Volatile.Read(ref _lines);

    /// <summary>Opens a file for the journal of one run.</summary>
    /// <param name="path">The file; created if it does not exist.</param>
    /// <param name="violation">Why it cannot be a journal, and what to do; null if it can.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written to.</exception>
    public static FileStream? Open(string path, out string? violation)
    {
        violation = null;
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
        if (!file.CanSeek || file.Length == 0) return file;
        file.Dispose();
        violation = $"{path} is not empty, and a journal can record only one run. Use another name, or move the file away ('generate --journal {path}' replays its run)";
        return null;
    }

    /// <summary>Opens standard output for the journal of a run. If it is a file, its content is kept.</summary>
    /// <exception cref="IOException">It cannot be written to.</exception>
    public static Stream OpenStandardOutput() => OperatingSystem.IsWindows()
        ? Console.OpenStandardOutput()
        : new FileStream(new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);

    /// <summary>Adds a line, after those that could not be written earlier.</summary>
    /// <exception cref="IOException">The file cannot be written. The line is still kept in memory.</exception>
    public void Add(string line)
    {
        lock (_lock)
        {
            _lines = _lines.Add(line);
            if (_file is null) return;
            var length = _file.CanSeek ? _file.Length : 0;
            try
            {
                _file.Write(Encoding.UTF8.GetBytes(string.Concat(_lines.Skip(_linesInFile).Select(added => added + "\n"))));
                if (_file is FileStream file) file.Flush(flushToDisk: true);
                else _file.Flush();
                _linesInFile = _lines.Count;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException || IsTooLarge(exception))
            {
                CutBackTo(length);
                if (IsTooLarge(exception)) throw new IOException("The file would be larger than the disk or the limit of this process allows (see ulimit -f).", TooLarge);
                throw exception as IOException ?? new IOException(exception.Message, exception);
            }
        }
    }

    /// <summary>Empties the file, because the run did not start.</summary>
    public void Discard()
    {
        lock (_lock)
            if (_file is { CanSeek: true }) _file.SetLength(_begin);
    }

    // A partial line would spoil the next one.
    private void CutBackTo(long length)
    {
        try
        {
            if (_file!.CanSeek) _file.SetLength(length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The disk does not even allow this.
        }
    }

    // .NET reports EFBIG as an argument that is out of range.
    private static bool IsTooLarge(Exception exception) => exception is ArgumentOutOfRangeException { ParamName: "value" };

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();
}
