using System.Globalization;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.History.Blocks;
using MetricsSimulator.Cli.History.Files;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Formats.TsdbBlocks;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.Commands;

/// <summary>
/// Writes the past of a run into the storage of a Prometheus, up to the tick at which the server starts.
/// Every scrape comes after that, so no sample appears twice, and no gap is longer than the update interval. The history is in
/// a separate folder until it is kept. If it is not kept, it is removed, even if the process was killed. One thread at a time.
/// </summary>
/// <param name="run">The run.</param>
/// <param name="scrape">How Prometheus will scrape the run.</param>
/// <param name="added">The series that are written beside those of the run.</param>
/// <param name="folder">The folder of the storage; created if it does not exist.</param>
/// <param name="firstTick">The first tick that is written.</param>
internal sealed class LiveHistory(Run run, ScrapeConfiguration scrape, AddedSeries added, string folder, long firstTick) : IDisposable
{
    /// <summary>The time from the last look at the clock until the server listens. A tick that begins in this time is awaited and written.</summary>
    public static readonly TimeSpan Lead = TimeSpan.FromMilliseconds(500);

    /// <summary>The folder inside the storage in which the history is until it is kept. Prometheus ignores it.</summary>
    public const string PartialName = "history.partial";

    // Lists the blocks that are being moved, so that they can be removed if the process is killed meanwhile.
    private const string NamesName = "names";

    private readonly Timeline _timeline = run.Model.Timeline;
    private readonly string _partial = Path.Combine(folder, PartialName);
    private readonly string _configuration = Path.Combine(folder, WrittenHistory.ConfigurationName);
    private readonly List<BlockSize> _blocks = [];
    private bool _madeFolder;
    private FolderLock? _lock;

    /// <summary>The folder of the storage, as the user named it.</summary>
    public string Folder => folder;

    /// <summary>Locks the folder against other processes of this program, if it exists, and removes the leftovers of a killed process.</summary>
    /// <exception cref="IOException">Another process writes to the folder, or it cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read or written to.</exception>
    public void Claim()
    {
        if (!Directory.Exists(folder)) return;
        _lock ??= new FolderLock(folder);
        RemovePartial();
    }

    /// <summary>Why the history cannot be written, and what to do; null if it can be.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public string? Violation()
    {
        if (StorageFolder.Since(folder, _timeline.InstantOf(firstTick)) is { } held)
            return $"--data: {folder} already has {held}. The history, from {Instant(firstTick)} to now, would overlap with that. Use another folder (make simulate DATA=DIR), or remove this one if nobody needs it.";
        // The user may have added lines after it, such as rules.
        return File.Exists(_configuration) && !File.ReadAllText(_configuration).StartsWith(scrape.ToYaml(), StringComparison.Ordinal)
            ? $"--data: {_configuration} already exists and scrapes something else. Use another folder (make simulate DATA=DIR), or move the file away."
            : null;
    }

    /// <summary>Writes the history, and waits for its last tick.</summary>
    /// <param name="simulator">The simulator that is served afterwards, at the beginning of the run. This method moves it to the last tick.</param>
    /// <param name="context">The outside world.</param>
    /// <exception cref="IOException">The disk cannot store more.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<WrittenHistory> WriteAsync(LiveSimulator simulator, ProgramContext context)
    {
        var began = context.Time.GetTimestamp();
        _madeFolder = !Directory.Exists(folder);
        Directory.CreateDirectory(folder);
        Claim();
        Directory.CreateDirectory(_partial);
        var last = TickAfter(TimeSpan.Zero, context);
        var past = new RunSpan(added.To(new RecordedRun(run with { Configuration = run.Configuration.WithLabels(scrape.Labels) }, []), scrape), firstTick, last + 1 - firstTick);
        WritePast(past, context);
        ProgressBar.Run(
            context, "Computing the past", last, (double)last * simulator.Layout.ValueCount, progress => simulator.AcquireAt(last, progress, context.Stop).Dispose());

        WriteConfiguration();
        last = await FollowAsync(simulator, past, context);
        var speed = HistoryMeter.Speed(_blocks.Sum(block => block.Metadata.Samples), context.Time.GetElapsedTime(began));
        context.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{speed}: {_blocks.Count} {(_blocks.Count == 1 ? "block" : "blocks")}, {_blocks.Sum(block => block.Bytes):N0} bytes."));
        return new WrittenHistory(folder, _timeline.InstantOf(firstTick), _timeline.InstantOf(last));
    }

    /// <summary>Moves the finished history to its place.</summary>
    /// <exception cref="IOException">It cannot be moved there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be moved there.</exception>
    public void Keep()
    {
        var identifiers = _blocks.ConvertAll(block => block.Metadata.Identifier);
        File.WriteAllLines(Path.Combine(_partial, NamesName), identifiers);
        foreach (var identifier in identifiers) Directory.Move(Path.Combine(_partial, identifier), Path.Combine(folder, identifier));
        var configuration = Path.Combine(_partial, WrittenHistory.ConfigurationName);
        if (File.Exists(configuration)) File.Move(configuration, _configuration);
        Directory.Delete(_partial, recursive: true);
        _lock?.Dispose();
        _lock = null;
    }

    /// <summary>Removes blocks that were written but not kept, and unlocks the folder. Earlier files stay.</summary>
    public void Dispose()
    {
        try
        {
            if (_lock is not null) RemovePartial();
            if (_madeFolder && Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The cause that prevented writing may prevent removing too; it has been reported.
        }

        _lock?.Dispose();
    }

    /// <summary>Writes the ticks that have passed meanwhile, until the next tick is at least the lead time away or the last tick has just begun.</summary>
    private async Task<long> FollowAsync(LiveSimulator simulator, RunSpan past, ProgramContext context)
    {
        var last = past.EndTick - 1;
        LiveBlocks? blocks = null;
        while (TickAfter(Lead, context) is var next && next > last)
        {
            blocks ??= new LiveBlocks(simulator, past, _partial, context.Wall.GetUtcNow());
            foreach (var block in blocks.Write(next, context.Stop)) _blocks.Add(block);
            last = next;
            var left = _timeline.InstantOf(last) - context.Time.GetUtcNow();
            if (left <= TimeSpan.Zero) continue;
            await Task.Delay(left, context.Time, context.Stop);
            break;
        }

        return last;
    }

    private void WritePast(RunSpan past, ProgramContext context)
    {
        var history = new BlocksHistory(past, new BlockHistoryPlan(past, context.Wall.GetUtcNow()), _partial);
        try
        {
            HistoryMeter.Run(context, HistoryMeter.Samples, history.Steps, progress => history.Write(progress, context.Stop));
        }
        finally
        {
            _blocks.AddRange(history.Finished);
        }
    }

    private void WriteConfiguration()
    {
        if (File.Exists(_configuration)) return;
        File.WriteAllText(Path.Combine(_partial, WrittenHistory.ConfigurationName), scrape.ToYaml());
    }

    private void RemovePartial()
    {
        if (!Directory.Exists(_partial)) return;
        var names = Path.Combine(_partial, NamesName);
        foreach (var identifier in File.Exists(names) ? File.ReadAllLines(names) : [])
        {
            // Delete only folders that are named like blocks, whatever the file says.
            var block = Path.Combine(folder, identifier);
            if (BlockIdentifier.Is(identifier) && Directory.Exists(block)) Directory.Delete(block, recursive: true);
        }

        Directory.Delete(_partial, recursive: true);
    }

    private long TickAfter(TimeSpan span, ProgramContext context) => _timeline.TickAt(context.Time.GetUtcNow() + span);

    private string Instant(long tick) => InstantText.Format(_timeline.InstantOf(tick));
}
