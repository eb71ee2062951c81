namespace MetricsSimulator.Cli.History;

/// <summary>
/// A file that appears under its name only when it is whole: it is written beside it and renamed. What was there before stays until then.
/// One thread at a time.
/// </summary>
internal sealed class WholeFile : IDisposable
{
    private readonly string _path;
    private readonly string _partial;
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
        Stream = new FileStream(_partial, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
    }

    /// <summary>Where the content goes.</summary>
    public Stream Stream { get; }

    /// <summary>Closes the file and gives it its name.</summary>
    public void Commit()
    {
        Stream.Dispose();
        File.Move(_partial, _path, overwrite: true);
        _committed = true;
    }

    /// <summary>Removes what was written, unless it is whole.</summary>
    public void Dispose()
    {
        if (_committed) return;
        Stream.Dispose();
        File.Delete(_partial);
    }
}
