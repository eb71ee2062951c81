namespace MetricsSimulator.Cli.Runs;

/// <summary>
/// Notices changed files. It uses the events of their folders, because editors replace files instead of writing to them, and also looks every two
/// seconds, for file systems without events. Changes in quick succession count as one. Thread-safe.
/// </summary>
internal sealed class FileWatch : IDisposable
{
    /// <summary>How long files must stay unchanged before they are read.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(150);

    /// <summary>How often to look at files without an event.</summary>
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
    /// <param name="files">The files; called again after each change.</param>
    /// <param name="time">The clock.</param>
    /// <param name="changed">Called after each change, by one thread at a time.</param>
    /// <param name="tell">Receives a line if the files cannot be read or <c>changed</c> fails; the watch continues.</param>
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
        // The callback may wait for a pipe to which nobody writes. Do not wait for it.
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
#pragma warning disable CA1031 // A timer calls this: an exception would end the process.
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
        // After a change, the run may consist of other files.
        _contents = Contents().ToDictionary(file => file.Key, file => now.TryGetValue(file.Key, out var seen) ? seen : file.Value, StringComparer.Ordinal);
        WatchFolders();
    }

    // Report each problem only once, not every two seconds.
    private void Tell(Exception exception)
    {
        var trouble = $"reload: the files cannot be watched; the run goes on as before: {exception.GetType().Name}: {exception.Message}";
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
                // This file system has no events, or the machine has no more of them. The check every two seconds still works.
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
            // A pipe has no length. It has been read, and opening it again would wait for a writer.
            if (file.StartsWith("/dev/", StringComparison.Ordinal) || new FileInfo(file) is { Exists: true, Length: 0 }) return [];
            return File.ReadAllBytes(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The file may be missing for a moment between two renames, or for good.
            return null;
        }
    }

    private static bool AreEqual(Dictionary<string, byte[]?> left, Dictionary<string, byte[]?> right) =>
        left.Count == right.Count && left.All(file => right.TryGetValue(file.Key, out var other)
            && (file.Value is null) == (other is null) && file.Value.AsSpan().SequenceEqual(other));
}
