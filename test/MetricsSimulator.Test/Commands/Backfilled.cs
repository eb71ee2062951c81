using System.Text;
using System.Text.Json;
using MetricsSimulator.Formats.TsdbBlocks;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

/// <summary>Runs of <c>backfill</c>, and what they left.</summary>
internal static class Backfilled
{
    /// <summary>Where they end.</summary>
    public const string End = "2026-01-01T05:00:00Z";

    /// <summary>Writes a history, by default as blocks into the folder <c>blocks</c>.</summary>
    public static async Task BackfillAsync(TemporaryFolder folder, params string[] arguments)
    {
        var ran = await RunAsync(folder, arguments);
        Assert.True(ran.Status == 0, ran.Error);
    }

    /// <summary>Tries to.</summary>
    public static Task<Ran> RunAsync(TemporaryFolder folder, params string[] arguments)
    {
        string[] end = arguments.Contains("--end") ? [] : ["--end", End];
        string[] seed = arguments.Contains("--seed") ? [] : ["--seed", "5"];
        string[] output = arguments.Contains("--output") ? [] : ["--output", folder.File("blocks")];
        return Ran.Async(["backfill", .. output, "--label", "job=claude-code", "--label", "instance=localhost:9090", .. end, .. seed, .. arguments]);
    }

    /// <summary>Expects two folders to have the same blocks, byte for byte except for the time of writing, and nothing unfinished.</summary>
    public static void ExpectSame(string expected, string actual)
    {
        Assert.Empty(Directory.GetDirectories(actual, "*.tmp-for-creation"));
        var (wanted, found) = (Contents(expected), Contents(actual));
        Assert.Equal(wanted.Keys, found.Keys);
        Assert.All(wanted, file => Assert.True(file.Value.AsSpan().SequenceEqual(found[file.Key]), file.Key));
    }

    /// <summary>The content of each file; the time is cut from the names of blocks, which are in their descriptions too.</summary>
    private static SortedDictionary<string, byte[]> Contents(string folder)
    {
        var contents = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in Files(folder))
        {
            var name = file.Split('/')[0];
            var bytes = File.ReadAllBytes(Path.Combine(folder, file));
            if (!BlockIdentifier.Is(name))
            {
                contents.Add(file, bytes);
                continue;
            }

            if (Path.GetFileName(file) == BlockMetadata.FileName) bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace(name, BlockIdentifier.ContentOf(name), StringComparison.Ordinal));
            contents.Add(BlockIdentifier.ContentOf(file), bytes);
        }

        return contents;
    }

    /// <summary>The times of the blocks, in their order.</summary>
    public static List<BlockWindow> WindowsOf(TemporaryFolder folder)
    {
        var windows = new List<BlockWindow>();
        foreach (var file in Directory.GetFiles(folder.File("blocks"), BlockMetadata.FileName, SearchOption.AllDirectories))
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            windows.Add(new BlockWindow(json.RootElement.GetProperty("minTime").GetInt64(), json.RootElement.GetProperty("maxTime").GetInt64()));
        }

        return [.. windows.OrderBy(window => window.First)];
    }

    /// <summary>The files of a folder, by their paths in it.</summary>
    public static List<string> Files(string folder) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];
}
