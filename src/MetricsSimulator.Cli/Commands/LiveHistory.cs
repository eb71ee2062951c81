using System.Globalization;
using System.Text;
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
/// The past of a run that is about to be served, written into the storage of a Prometheus up to the tick that holds when it begins to be
/// served. A scrape comes after that instant, and so there is neither a sample twice nor a gap longer than the update interval. What was
/// written goes again unless it is kept. One thread at a time.
/// </summary>
/// <param name="run">What is run.</param>
/// <param name="scrape">How it will be scraped.</param>
/// <param name="folder">The folder of the storage; created when it is not there.</param>
/// <param name="firstTick">The first tick that is written.</param>
internal sealed class LiveHistory(Run run, ScrapeConfiguration scrape, string folder, long firstTick) : IDisposable
{
    /// <summary>The time from the last look at the clock until the server listens: a tick that begins within it is written and waited for.</summary>
    public static readonly TimeSpan Lead = TimeSpan.FromMilliseconds(500);

    private readonly Timeline _timeline = run.Model.Timeline;
    private readonly string _configuration = Path.Combine(folder, WrittenHistory.ConfigurationName);
    private readonly List<BlockSize> _blocks = [];
    private bool _madeFolder;
    private bool _madeConfiguration;
    private bool _kept;

    /// <summary>The folder of the storage, as the user named it.</summary>
    public string Folder => folder;

    /// <summary>What is in the way of it, and what to do; null for nothing.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public string? Violation()
    {
        if (StorageFolder.Since(folder, _timeline.InstantOf(firstTick)) is { } held)
            return $"--data: {folder} holds {held}, and the history would reach from {Instant(firstTick)} to now. Give another folder (make simulate DATA=DIR), or remove this one if nobody needs it.";
        return File.Exists(_configuration) && File.ReadAllText(_configuration) != scrape.ToYaml()
            ? $"--data: {_configuration} is there already and scrapes something else. Give another folder (make simulate DATA=DIR), or move the file away."
            : null;
    }

    /// <summary>Writes it, and waits for its last tick.</summary>
    /// <param name="simulator">The simulator that is served afterwards, at the beginning of the run; it comes to stand at the last tick.</param>
    /// <param name="context">The outside world.</param>
    /// <exception cref="IOException">The disk takes no more.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public async Task<WrittenHistory> WriteAsync(LiveSimulator simulator, ProgramContext context)
    {
        var began = context.Time.GetTimestamp();
        _madeFolder = !Directory.Exists(folder);
        Directory.CreateDirectory(folder);
        var last = TickAfter(TimeSpan.Zero, context);
        var past = new RunSpan(new RecordedRun(run with { Labels = [.. run.Labels, .. scrape.Labels] }, []), firstTick, last + 1 - firstTick);
        WritePast(past, context);
        ProgressBar.Run(
            context, "Computing the past", last, (double)last * simulator.Layout.ValueCount, progress => simulator.AcquireAt(last, progress, context.Stop).Dispose());

        WriteConfiguration();
        last = await FollowAsync(simulator, past, context);
        var speed = HistoryMeter.Speed(_blocks.Sum(block => block.Metadata.Samples), context.Time.GetElapsedTime(began));
        context.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{speed}: {_blocks.Count} {(_blocks.Count == 1 ? "block" : "blocks")}, {_blocks.Sum(block => block.Bytes):N0} bytes."));
        return new WrittenHistory(folder, _timeline.InstantOf(firstTick), _timeline.InstantOf(last));
    }

    /// <summary>Leaves what was written.</summary>
    public void Keep() => _kept = true;

    /// <summary>Removes what was written unless it is kept. What was there before stays.</summary>
    public void Dispose()
    {
        if (_kept) return;
        try
        {
            foreach (var block in _blocks) Directory.Delete(Path.Combine(folder, block.Metadata.Identifier), recursive: true);
            if (_madeConfiguration) File.Delete(_configuration);
            if (_madeFolder && Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What was in the way of writing may be in the way of removing too; it has been told.
        }
    }

    /// <summary>Writes what has passed meanwhile, until the next tick is the lead away or the last one has just begun.</summary>
    private async Task<long> FollowAsync(LiveSimulator simulator, RunSpan past, ProgramContext context)
    {
        var last = past.EndTick - 1;
        LiveBlocks? blocks = null;
        while (TickAfter(Lead, context) is var next && next > last)
        {
            blocks ??= new LiveBlocks(simulator, past, folder);
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
        var history = new BlocksHistory(past, new BlockHistoryPlan(past, length: null), folder);
        try
        {
            HistoryMeter.Run(context, history.MostSamples, progress => history.Write(progress, context.Stop));
        }
        finally
        {
            _blocks.AddRange(history.Finished);
        }
    }

    private void WriteConfiguration()
    {
        if (File.Exists(_configuration)) return;
        using var file = new WholeFile(_configuration);
        file.Stream.Write(Encoding.UTF8.GetBytes(scrape.ToYaml()));
        file.Commit();
        _madeConfiguration = true;
    }

    private long TickAfter(TimeSpan span, ProgramContext context) => _timeline.TickAt(context.Time.GetUtcNow() + span);

    private string Instant(long tick) => InstantText.Format(_timeline.InstantOf(tick));
}
