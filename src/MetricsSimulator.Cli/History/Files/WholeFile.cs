namespace MetricsSimulator.Cli.History.Files;

/// <summary>
/// A file that has its content only when all of it is there: it is written beside it, as <c>NAME.partial</c>. What was there before stays until then. A
/// device or a pipe has no content to keep and is written to as it is. One thread at a time.
/// </summary>
internal sealed class WholeFile : IDisposable
{
    private const string Suffix = ".partial";

    private readonly string _path;
    private readonly bool _isReplaced;
    private readonly string? _partial;
    private readonly FileStream _file;
    private bool _committed;

    /// <summary>Begins to write.</summary>
    /// <param name="path">The name of the file; where it is a link, the file that it leads to is meant.</param>
    /// <param name="isReplaced">
    /// Whether a file that is there is replaced by another, so that even the end of the program leaves the one or the other whole. Unless it is, the content
    /// is copied into the file that is there, whose owner, permissions, links and mounts stay.
    /// </param>
    /// <exception cref="IOException">The file cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written to.</exception>
    public WholeFile(string path, bool isReplaced = false)
    {
        _path = File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target ? target.FullName : path;
        _isReplaced = isReplaced;
        if (Directory.Exists(path)) throw new IOException($"{path} is a directory; give the name of a file.");
        var existing = OpenExisting(path, out var isDevice);
        if (isDevice)
        {
            _file = existing!;
            return;
        }

        try
        {
            _file = CreatePartial(_path, out _partial);
            existing?.Dispose();
        }
        catch (Exception exception) when (existing is not null && exception is UnauthorizedAccessException or IOException { HResult: ErrorNumber.ReadOnly })
        {
            // A file that was mounted by itself: its folder may take nothing else.
            existing!.SetLength(0);
            _file = existing;
            _partial = null;
        }
    }

    /// <summary>Where the content goes.</summary>
    public Stream Stream => _file;

    /// <summary>Closes the file and gives it its content, when all of it is on the disk.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public void Commit()
    {
        if (_file.CanSeek) _file.Flush(flushToDisk: true);
        _file.Dispose();
        if (_partial is not null)
        {
            if (!File.Exists(_path) || _isReplaced) File.Move(_partial, _path, overwrite: true);
            else Copy(_partial, _path);
        }

        _committed = true;
    }

    /// <summary>Removes what was written, unless it is whole.</summary>
    public void Dispose()
    {
        if (_committed) return;
        _file.Dispose();
        if (_partial is not null) File.Delete(_partial);
    }

    private static void Copy(string from, string to)
    {
        using (var source = new FileStream(from, FileMode.Open, FileAccess.Read))
        using (var target = new FileStream(to, FileMode.Open, FileAccess.Write, FileShare.Read, bufferSize: 0))
        {
            source.CopyTo(target);
            target.SetLength(target.Position);
            target.Flush(flushToDisk: true);
        }

        File.Delete(from);
    }

    // A name that somebody else has is left to them: a user, or a run that was killed. One that another process writes to now is that of the same file.
    private static FileStream CreatePartial(string path, out string partial)
    {
        for (var number = 1; ; number++)
        {
            partial = path + Suffix + (number == 1 ? "" : number);
            try
            {
                return new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            }
            catch (IOException exception) when (exception.HResult == ErrorNumber.Exists && File.Exists(partial))
            {
                if (number == 1) RequireUnlocked(partial);
            }
        }
    }

    private static void RequireUnlocked(string file)
    {
        try
        {
            new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0).Dispose();
        }
        catch (UnauthorizedAccessException)
        {
            // Whoever it belongs to, it is not of this program.
        }
    }

    private static FileStream? OpenExisting(string path, out bool isDevice)
    {
        isDevice = false;
        if (!File.Exists(path)) return null;
        var full = Path.GetFullPath(path);
        var isOfSystem = Path.GetDirectoryName(full) == "/dev" || full.StartsWith("/dev/fd/", StringComparison.Ordinal) || full.StartsWith("/proc/", StringComparison.Ordinal);
        var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        isDevice = isOfSystem || !stream.CanSeek;
        return stream;
    }
}
