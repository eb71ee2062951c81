namespace MetricsSimulator.Formats.Compression;

/// <summary>The checksum and length at the end of a gzip member. The default is that of an empty text.</summary>
/// <param name="Crc">The CRC-32 of the text.</param>
/// <param name="Length">The number of bytes of the text.</param>
internal readonly record struct GzipChecksum(uint Crc, long Length)
{
    /// <summary>The checksum of this text and another one after it.</summary>
    public GzipChecksum Append(GzipChecksum next) => new(Crc32Sum.Of(Crc, next.Crc, next.Length), Length + next.Length);
}
