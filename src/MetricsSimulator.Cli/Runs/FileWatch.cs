namespace MetricsSimulator.Cli.Runs;

/// <summary>
/// Notices that files have another content: by the events of their folders, since editors replace files rather than write them, and every two
/// seconds for file systems that tell nothing. What comes shortly after one another is one change. Thread-safe.
/// </summary>
internal sealed class FileWatch : IDisposable
{
    /// <summary>How long files must have been quiet before they are looked at.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(150);

    /// <summary>How often files are looked at without an event.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly Func<IEnumerable<string>> _files;
    private readonly Action _changed;
    private readonly Action<string> _tell;
    private readonly Dictionary<string, FileSystemWatcher> _watchers = new(StringComparer.Ordinal);
    private readonly ITimer _settled;
    private readonly ITimer _poll;
    private Dictionary<string, byte[]?> _contents;
    private string? _trouble;
    private volatile bool _disposed;

    /// <summary>Watches from now on.</summary>
    /// <param name="files">The files, asked for anew after each change.</param>
    /// <param name="time">The clock.</param>
    /// <param name="changed">Called after each change, by one thread at a time.</param>
    /// <param name="tell">Told a line when the files cannot be looked at, or what is called fails; they are looked at again all the same.</param>
    public FileWatch(Func<IEnumerable<string>> files, TimeProvider time, Action changed, Action<string> tell)
    {
        _files = files;
        _changed = changed;
        _tell = tell;
        _contents = Contents();
        _settled = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        WatchFolders();
        _poll = time.CreateTimer(_ => Look(), null, Interval, Interval);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        _poll.Dispose();
        _settled.Dispose();
        // What was called may wait for a pipe that nobody writes to, and is not waited for.
        if (!_lock.TryEnter()) return;
        foreach (var watcher in _watchers.Values) watcher.Dispose();
        _lock.Exit();
    }

    private void Look()
    {
        lock (_lock)
        {
            if (_disposed) return;
            try
            {
                LookForChange();
                _trouble = null;
            }
#pragma warning disable CA1031 // A timer calls this: what it throws would end the process.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Tell(exception);
            }
        }
    }

    private void LookForChange()
    {
        var now = Contents();
        if (AreEqual(now, _contents)) return;
        _contents = now;
        _changed();
        // What is read may now be other files than before.
        _contents = Contents().ToDictionary(file => file.Key, file => now.TryGetValue(file.Key, out var seen) ? seen : file.Value, StringComparer.Ordinal);
        WatchFolders();
    }

    // Once for each trouble, not every two seconds.
    private void Tell(Exception exception)
    {
        var trouble = $"reload: the files cannot be followed, and the run goes on as it was: {exception.GetType().Name}: {exception.Message}";
        if (trouble != _trouble) _tell(trouble);
        _trouble = trouble;
    }

    private void WatchFolders()
    {
        var folders = _contents.Keys.Select(Path.GetDirectoryName).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _watchers.Keys.Except(folders, StringComparer.Ordinal).ToArray())
        {
            _watchers[gone].Dispose();
            _watchers.Remove(gone);
        }

        foreach (var folder in folders.Except(_watchers.Keys, StringComparer.Ordinal).ToArray())
        {
            try
            {
                var watcher = new FileSystemWatcher(folder);
                watcher.Changed += (_, _) => Settle();
                watcher.Created += (_, _) => Settle();
                watcher.Renamed += (_, _) => Settle();
                watcher.Deleted += (_, _) => Settle();
                watcher.EnableRaisingEvents = true;
                _watchers.Add(folder, watcher);
            }
            catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
            {
                // No events here, or no more of them on this machine: the files are looked at every two seconds all the same.
            }
        }
    }

    private void Settle() => _settled.Change(Quiet, Timeout.InfiniteTimeSpan);

    private Dictionary<string, byte[]?> Contents() =>
        _files().Select(WholePath.Of).Distinct(StringComparer.Ordinal).ToDictionary(file => file, Content, StringComparer.Ordinal);

    private static byte[]? Content(string file)
    {
        try
        {
            // A pipe has no length. It was read, and who opens it again waits for somebody who writes.
            if (file.StartsWith("/dev/", StringComparison.Ordinal) || new FileInfo(file) is { Exists: true, Length: 0 }) return [];
            return File.ReadAllBytes(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Absent for the moment between two renames, or for good.
            return null;
        }
    }

    private static bool AreEqual(Dictionary<string, byte[]?> left, Dictionary<string, byte[]?> right) =>
        left.Count == right.Count && left.All(file => right.TryGetValue(file.Key, out var other)
            && (file.Value is null) == (other is null) && file.Value.AsSpan().SequenceEqual(other));
}
