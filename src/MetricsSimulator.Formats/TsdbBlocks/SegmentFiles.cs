using System.Buffers.Binary;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace MetricsSimulator.Formats.TsdbBlocks;

/// <summary>
/// The files with the chunks of a block, each at most 512 MiB. Places are assigned one after another; any thread may write
/// to its place at any time.
/// </summary>
/// <remarks>Source: prometheus/prometheus, tsdb/docs/format/chunks.md and tsdb/chunks/chunks.go.</remarks>
internal sealed class SegmentFiles : IDisposable
{
    /// <summary>The most bytes of a file.</summary>
    public const long MaximumLength = 512L << 20;

    private const int HeaderLength = 8;

    private readonly string _folder;
    private readonly long _maximumLength;
    private readonly List<SafeFileHandle> _files = [];
    private long _end;

    /// <summary>Creates the folder.</summary>
    /// <param name="folder">The folder <c>chunks</c> of the block.</param>
    /// <param name="maximumLength">The most bytes of a file; by default <see cref="MaximumLength"/>.</param>
    public SegmentFiles(string folder, long maximumLength = MaximumLength)
    {
        _folder = folder;
        _maximumLength = maximumLength;
        Directory.CreateDirectory(folder);
    }

    /// <summary>The number of bytes of all files together.</summary>
    public long Length { get; private set; }

    /// <summary>Assigns a place to consecutive chunks.</summary>
    /// <param name="length">The number of bytes.</param>
    /// <returns>The reference of the first byte: the number of the file, and the index in it.</returns>
    public long Reserve(int length)
    {
        if (_files.Count == 0 || _end + length > _maximumLength) Begin();
        var reference = ((long)(_files.Count - 1) << 32) | _end;
        _end += length;
        Length += length;
        return reference;
    }

    /// <summary>The file of a reference.</summary>
    public SafeFileHandle FileOf(long reference) => _files[(int)(reference >> 32)];

    /// <summary>Writes bytes at a reference.</summary>
    public static void Write(SafeFileHandle file, long reference, ReadOnlySpan<byte> bytes) => RandomAccess.Write(file, bytes, reference & uint.MaxValue);

    /// <summary>Waits until everything is on the disk.</summary>
    public void Flush()
    {
        foreach (var file in _files) RandomAccess.FlushToDisk(file);
        FolderFlush.Wait(_folder);
    }

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        foreach (var file in _files) file.Dispose();
        _files.Clear();
    }

    private void Begin()
    {
        var name = (_files.Count + 1).ToString("000000", CultureInfo.InvariantCulture);
        var file = File.OpenHandle(Path.Combine(_folder, name), FileMode.CreateNew, FileAccess.Write);
        _files.Add(file);
        Span<byte> header = stackalloc byte[HeaderLength];
        BinaryPrimitives.WriteUInt32BigEndian(header, 0x85BD40DD);
        header[4] = 1;
        RandomAccess.Write(file, header, 0);
        _end = HeaderLength;
        Length += HeaderLength;
    }
}
