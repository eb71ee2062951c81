namespace MetricsSimulator.Cli.History.Files;

/// <summary>
/// A file that appears under its name only when it is whole: it is written beside it and renamed. What was there before stays until then. A device
/// or a pipe has no content to keep and is written to as it is. One thread at a time.
/// </summary>
internal sealed class WholeFile : IDisposable
{
    private readonly string _path;
    private readonly string _partial;
    private readonly bool _isDevice;
    private readonly FileStream _file;
    private bool _committed;

    /// <summary>Begins to write.</summary>
    /// <param name="path">The name of the whole file.</param>
    /// <exception cref="IOException">The file cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public WholeFile(string path)
    {
        _path = path;
        _partial = path + ".partial";
        if (Directory.Exists(path)) throw new IOException($"{path} is a directory; give the name of a file.");
        var device = OpenDevice(path);
        _isDevice = device is not null;
        _file = device ?? new FileStream(_partial, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
    }

    /// <summary>Where the content goes.</summary>
    public Stream Stream => _file;

    /// <summary>Closes the file and gives it its name, when all of it lies on the disk.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public void Commit()
    {
        if (!_isDevice) _file.Flush(flushToDisk: true);
        _file.Dispose();
        if (!_isDevice) File.Move(_partial, _path, overwrite: true);
        _committed = true;
    }

    /// <summary>Removes what was written, unless it is whole.</summary>
    public void Dispose()
    {
        if (_committed) return;
        _file.Dispose();
        if (!_isDevice) File.Delete(_partial);
    }

    private static FileStream? OpenDevice(string path)
    {
        if (!File.Exists(path)) return null;
        var full = Path.GetFullPath(path);
        var isOfSystem = Path.GetDirectoryName(full) == "/dev" || full.StartsWith("/dev/fd/", StringComparison.Ordinal) || full.StartsWith("/proc/", StringComparison.Ordinal);
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            if (isOfSystem || !stream.CanSeek) return stream;
            stream.Dispose();
            return null;
        }
        catch (UnauthorizedAccessException) when (!isOfSystem)
        {
            // A file that may not be written to may still be replaced, if its folder may.
            return null;
        }
    }
}
