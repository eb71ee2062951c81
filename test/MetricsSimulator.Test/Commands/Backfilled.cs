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

    /// <summary>Expects two folders to hold the same files, byte for byte, and nothing half done.</summary>
    public static void ExpectSame(string expected, string actual)
    {
        Assert.Equal(Files(expected), Files(actual));
        Assert.Empty(Directory.GetDirectories(actual, "*.tmp-for-creation"));
        Assert.All(Files(expected), file => Assert.True(File.ReadAllBytes(Path.Combine(expected, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(actual, file))), file));
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
