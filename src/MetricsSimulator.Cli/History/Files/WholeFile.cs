namespace MetricsSimulator.Cli.History.Files;

/// <summary>
/// A file that gets its content only when the content is complete. Until then, the content is in <c>NAME.partial</c> beside it, and an earlier file stays. A
/// device or a pipe has no content to keep, so it is written to directly. One thread at a time.
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
    /// <param name="path">The name of the file. If it is a link, the target is written.</param>
    /// <param name="isReplaced">
    /// Whether to replace an existing file by another one, so that even a killed process leaves one of the two complete. Otherwise, the content
    /// is copied into the existing file, which keeps its owner, permissions, links and mounts.
    /// </param>
    /// <exception cref="IOException">The file cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written to.</exception>
    public WholeFile(string path, bool isReplaced = false)
    {
        _path = File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target ? target.FullName : path;
        _isReplaced = isReplaced;
        if (Directory.Exists(path)) throw new IOException($"{path} is a directory. Give the name of a file.");
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
            // The file is a mount point, so no other file can take its place.
            existing!.SetLength(0);
            _file = existing;
            _partial = null;
        }
    }

    /// <summary>The destination of the content.</summary>
    public Stream Stream => _file;

    /// <summary>Whether a name stands for a device or an open file, which several processes may share.</summary>
    public static bool IsOfSystem(string path)
    {
        var full = Path.GetFullPath(path);
        return Path.GetDirectoryName(full) == "/dev" || full.StartsWith("/dev/fd/", StringComparison.Ordinal) || full.StartsWith("/proc/", StringComparison.Ordinal);
    }

    /// <summary>Closes the file and puts the content in its place, once all of it is on the disk.</summary>
    /// <exception cref="IOException">The disk cannot store it.</exception>
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

    /// <summary>Removes an incomplete file.</summary>
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

    // A name that exists is not used: the file may belong to the user, or to a run that was killed. If another process is writing to it, that process writes the same file.
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
            // The file belongs to another program.
        }
    }

    private static FileStream? OpenExisting(string path, out bool isDevice)
    {
        isDevice = false;
        if (!File.Exists(path)) return null;
        var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        isDevice = IsOfSystem(path) || !stream.CanSeek;
        return stream;
    }
}
