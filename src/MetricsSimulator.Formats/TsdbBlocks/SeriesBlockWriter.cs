using MetricsSimulator.Formats.Series;

namespace MetricsSimulator.Formats.TsdbBlocks;

/// <summary>
/// Writes a block of series that come one after another, each with samples at instants of its own, and not as snapshots. After an error, there is no block. Not thread-safe.
/// </summary>
/// <param name="folder">The folder for the block.</param>
/// <param name="identifier">Its name; see <see cref="BlockIdentifier"/>.</param>
/// <param name="window">The window of the block.</param>
/// <exception cref="IOException">It cannot be created.</exception>
/// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
public sealed class SeriesBlockWriter(string folder, string identifier, BlockWindow window) : IDisposable
{
    // Encoded, it is a megabyte or less.
    private const int MostWaiting = 1 << 18;

    private readonly BlockWriter _block = new(folder, identifier, window, level: 1, layouts: 1);
    private readonly EncodedChunks _chunks = new();
    private int[] _columns = [];
    private int _series;
    private int _waiting;

    /// <summary>Adds samples of a series.</summary>
    /// <param name="series">The number of the series, from 0. Further samples of it may follow after those of others.</param>
    /// <param name="timestamps">The instants, in milliseconds since the Unix epoch, ascending, after those of the series so far, and in the window.</param>
    /// <param name="values">One value for each; <see cref="Metrics.Staleness.Marker"/> where the series ends.</param>
    /// <exception cref="IOException">The disk cannot take more.</exception>
    public void Add(int series, ReadOnlySpan<long> timestamps, ReadOnlySpan<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, timestamps.Length);
        if (timestamps.IsEmpty) return;
        _series = Math.Max(_series, series + 1);
        var cut = new ChunkCut(timestamps.Length);
        for (long chunk = 0; chunk < cut.Count; chunk++)
        {
            var range = (int)cut.Begin(chunk)..(int)cut.Begin(chunk + 1);
            _chunks.Add(series, timestamps[range], values[range]);
        }

        _waiting += timestamps.Length;
        if (_waiting >= MostWaiting) Flush();
    }

    /// <summary>Writes the rest, waits until all is on the disk, and gives the block its name.</summary>
    /// <param name="labels">The labels of each series, that of the name included, ordered by their names. All series differ.</param>
    /// <returns>The block; null if there were no samples, and so no block.</returns>
    /// <exception cref="IOException">The disk cannot take more.</exception>
    public BlockSize? Commit(IEnumerable<IReadOnlyList<KeyValuePair<string, string>>> labels)
    {
        Flush();
        return _block.Commit(() => new SeriesTable(labels));
    }

    /// <summary>Closes the files, and removes an incomplete block.</summary>
    public void Dispose() => _block.Dispose();

    private void Flush()
    {
        if (_waiting == 0) return;
        if (_columns.Length < _series) _columns = [.. Enumerable.Range(0, 2 * _series)];
        _block.Frame(0, _columns.AsSpan(0, _series), _chunks);
        _block.Write(0, _block.Reserve(_chunks), _chunks);
        _chunks.Clear();
        _waiting = 0;
    }
}
