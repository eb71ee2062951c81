using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Formats.TsdbBlocks;

namespace MetricsSimulator.Cli.History.Blocks;

/// <summary>A folder in which Prometheus stores samples, or will store them. Thread-safe.</summary>
/// <remarks>Source: prometheus/prometheus, docs/storage.md, On-disk layout.</remarks>
internal static class StorageFolder
{
    // The folder in which Prometheus logs scraped samples, until it makes a block of them.
    private const string Log = "wal";

    /// <summary>The samples in the folder from an instant on, as a part of a sentence; null for none.</summary>
    /// <param name="folder">The folder; it need not exist.</param>
    /// <param name="begin">The instant.</param>
    /// <exception cref="IOException">A block cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or a block may not be read.</exception>
    public static string? Since(string folder, DateTimeOffset begin)
    {
        foreach (var (identifier, window) in BlockMetadata.FindIn(folder))
        {
            if (window.End > begin.ToUnixTimeMilliseconds())
                return $"the block {identifier}, from {Instant(window.First)} to {Instant(window.End)}";
        }

        var log = Path.Combine(folder, Log);
        if (!Directory.Exists(log)) return null;
        var written = Directory.EnumerateFiles(log, "*", SearchOption.AllDirectories).Select(File.GetLastWriteTimeUtc).Append(default).Max();
        return written > begin.UtcDateTime ? $"samples that a Prometheus scraped, up to {InstantText.Format(new DateTimeOffset(written))}" : null;
    }

    private static string Instant(long milliseconds) => InstantText.Format(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
}
