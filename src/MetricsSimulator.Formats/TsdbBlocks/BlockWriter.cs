using MetricsSimulator.Formats.Series;

namespace MetricsSimulator.Formats.TsdbBlocks;

/// <summary>
/// Writes one block of Prometheus's storage. Until the block is complete, it is in a folder <c>ULID.tmp-for-creation</c>, which Prometheus ignores and deletes.
/// After an error, there is no block.
/// </summary>
/// <remarks>
/// For the chunks of each layout, in the order of time, call <see cref="Reserve"/> and then <see cref="Write"/>. Make calls of
/// <see cref="Reserve"/> one after another; their order is that of the chunks in the file. Calls of <see cref="Write"/> may come on
/// any threads.
/// </remarks>
public sealed class BlockWriter : IDisposable
{
    private const string Partial = ".tmp-for-creation";
    private static readonly byte[] NoTombstones = [0x01, 0x30, 0xBA, 0x30, 1, 0, 0, 0, 0];

    private readonly string _identifier;
    private readonly string _parent;
    private readonly string _folder;
    private readonly string _partial;
    private readonly int _level;
    private readonly ChunkEntries[] _entries;
    private readonly SegmentFiles _segments;
    private long _samples;

    /// <summary>Begins a block.</summary>
    /// <param name="folder">The folder for it.</param>
    /// <param name="identifier">Its name; see <see cref="BlockIdentifier"/>.</param>
    /// <param name="window">The window of the block.</param>
    /// <param name="level">1 for the shortest blocks, and one more for each time that Prometheus would have joined them.</param>
    /// <param name="layouts">The number of layouts that have chunks.</param>
    /// <exception cref="IOException">It cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public BlockWriter(string folder, string identifier, BlockWindow window, int level, int layouts)
    {
        _identifier = identifier;
        _parent = folder;
        _folder = Path.Combine(folder, _identifier);
        _partial = _folder + Partial;
        _level = level;
        Window = window;
        _entries = [.. Enumerable.Range(0, layouts).Select(_ => new ChunkEntries())];
        try
        {
            // A process with the same run left it when it was killed.
            if (Directory.Exists(folder))
                foreach (var left in Directory.EnumerateDirectories(folder, "*" + BlockIdentifier.ContentOf(identifier) + Partial)) Directory.Delete(left, recursive: true);
            _segments = new SegmentFiles(Path.Combine(_partial, "chunks"));
        }
        catch
        {
            Remove();
            throw;
        }
    }

    /// <summary>The window of the block.</summary>
    public BlockWindow Window { get; }

    /// <summary>Prepares chunks for writing.</summary>
    /// <param name="layoutNumber">The number of their layout.</param>
    /// <param name="columns">The column of each series of the layout, which may have more series each time; see <see cref="SeriesColumns"/>.</param>
    /// <param name="chunks">The chunks.</param>
    public void Frame(int layoutNumber, ReadOnlySpan<int> columns, EncodedChunks chunks)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        _entries[layoutNumber].Grow(columns.Length);
        chunks.Frame(columns, _entries[layoutNumber]);
    }

    /// <summary>Reserves a place for chunks.</summary>
    /// <param name="chunks">The chunks.</param>
    /// <returns>The place.</returns>
    /// <exception cref="IOException">There is no place.</exception>
    public BlockPlace Reserve(EncodedChunks chunks)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        _samples += chunks.Samples;
        var reference = _segments.Reserve(chunks.Framed.Length);
        return new BlockPlace(_segments.FileOf(reference), reference);
    }

    /// <summary>Writes chunks to their place.</summary>
    /// <param name="layoutNumber">The number of their layout.</param>
    /// <param name="place">The place.</param>
    /// <param name="chunks">The chunks.</param>
    /// <exception cref="IOException">The disk cannot take more.</exception>
    public void Write(int layoutNumber, BlockPlace place, EncodedChunks chunks)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        SegmentFiles.Write(place.File, place.Reference, chunks.Framed.Span);
        _entries[layoutNumber].Settle(place.Reference);
    }

    /// <summary>Writes the rest, waits until all is on the disk, and gives the block its name.</summary>
    /// <param name="tableOf">Gives the series of all layouts. It is called only if there are samples.</param>
    /// <returns>The block; null if there were no samples, and so no block.</returns>
    /// <exception cref="IOException">The disk cannot take more.</exception>
    public BlockSize? Commit(Func<SeriesTable> tableOf)
    {
        ArgumentNullException.ThrowIfNull(tableOf);
        if (_samples == 0) return null;
        var table = tableOf();
        for (var i = 0; i < _entries.Length; i++) _entries[i].Grow(table.FirstOf[i + 1] - table.FirstOf[i]);
        _segments.Flush();
        var (series, indexLength) = IndexFile.Write(Path.Combine(_partial, "index"), table, _entries);
        WriteFile("tombstones", stream => stream.Write(NoTombstones));
        var metadata = new BlockMetadata(_identifier, Window, _samples, series, _entries.Sum(entries => entries.Chunks), _level);
        WriteFile(BlockMetadata.FileName, metadata.Write);
        _segments.Dispose();
        FolderFlush.Wait(_partial);
        Directory.Move(_partial, _folder);
        FolderFlush.Wait(_parent);
        return new BlockSize(metadata, _segments.Length + indexLength);
    }

    /// <summary>Closes the files, and removes an incomplete block.</summary>
    public void Dispose()
    {
        _segments.Dispose();
        Remove();
    }

    private void Remove()
    {
        try
        {
            if (Directory.Exists(_partial)) Directory.Delete(_partial, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The caller has an error already, and nobody reads an incomplete block.
        }
    }

    private void WriteFile(string name, Action<Stream> write)
    {
        using var stream = new FileStream(Path.Combine(_partial, name), FileMode.CreateNew, FileAccess.Write, FileShare.None);
        write(stream);
        stream.Flush(flushToDisk: true);
    }
}
