using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Guile;
using MetricsSimulator.Test.Push;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Laws;

/// <summary>
/// Law 1 over time: a seed that somebody wrote down means the same samples in every version. <c>testdata/golden/samples.sha256</c> holds
/// commands and the hashes of what they write.
/// </summary>
public sealed class GoldenSamplesTest
{
    /// <summary>The lines of the file: hash, what is hashed, command.</summary>
    public static TheoryData<string, string, string> Lines => Read(what => what != "samples" && what != "guile");

    /// <summary>The lines that need a program of the system.</summary>
    public static TheoryData<string, string, string> LinesForOthers => Read(what => what is "samples" or "guile");

    [Theory]
    [MemberData(nameof(Lines))]
    public Task A_command_writes_what_it_always_wrote(string hash, string what, string command) => ExpectAsync(hash, what, command);

    [Theory]
    [Trait("needs", "programs")]
    [MemberData(nameof(LinesForOthers))]
    public Task Others_read_what_they_always_read(string hash, string what, string command) => ExpectAsync(hash, what, command);

    private static async Task ExpectAsync(string hash, string what, string command)
    {
        string[] arguments = [.. command.Split(' ').Select(word => word.StartsWith("golden/", StringComparison.Ordinal) ? TestData.PathOf(word) : word)];
        using var folder = new TemporaryFolder();
        var written = what switch
        {
            "output" => await OutputAsync(folder, arguments),
            "chunks" => Chunks(await BlocksAsync(folder, arguments)),
            "samples" => Sorted(PromtoolDump.Read(await BlocksAsync(folder, arguments)).Select(sample =>
                string.Create(CultureInfo.InvariantCulture, $"{sample.Series} {sample.Timestamp} {sample.Value:R}"))),
            "sent" => await SentAsync(arguments),
            "guile" => Guile(arguments),
            _ => throw new InvalidOperationException($"samples.sha256 has a line that says '{what}'."),
        };
        var found = Convert.ToHexStringLower(SHA256.HashData(written));
        Assert.True(hash == found, $"The command writes other samples than it did. It would now be:\n{found} {what} {command}");
    }

    private static TheoryData<string, string, string> Read(Func<string, bool> isWanted)
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var line in File.ReadLines(TestData.PathOf("golden", "samples.sha256")).Where(line => !line.StartsWith('#')))
        {
            var parts = line.Split(' ', 3);
            if (isWanted(parts[1])) rows.Add(parts[0], parts[1], parts[2]);
        }

        return rows;
    }

    private static async Task<byte[]> OutputAsync(TemporaryFolder folder, string[] arguments)
    {
        Succeeded(await Ran.Async([.. arguments, "--output", folder.File("output")]));
        return await File.ReadAllBytesAsync(folder.File("output"));
    }

    private static async Task<string> BlocksAsync(TemporaryFolder folder, string[] arguments)
    {
        Succeeded(await Ran.Async([.. arguments, "--output", folder.File("blocks")]));
        return folder.File("blocks");
    }

    private static byte[] Chunks(string folder) =>
    [
        .. Directory.GetDirectories(folder).Where(block => File.Exists(Path.Combine(block, "meta.json"))).OrderBy(FirstTime)
            .SelectMany(block => Directory.GetFiles(Path.Combine(block, "chunks")).Order(StringComparer.Ordinal)).SelectMany(File.ReadAllBytes),
    ];

    private static long FirstTime(string block)
    {
        using var metadata = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(block, "meta.json")));
        return metadata.RootElement.GetProperty("minTime").GetInt64();
    }

    private static async Task<byte[]> SentAsync(string[] arguments)
    {
        await using var receiver = await Receiver.StartAsync();
        // The receiver lives in this process, whose threads must not all wait for it.
        Succeeded(await Task.Factory.StartNew(
            () => Ran.Async([.. arguments, "--url", receiver.Url.ToString()]).GetAwaiter().GetResult(),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        return Sorted(SentSamples.Of(receiver).Select(sample => string.Create(CultureInfo.InvariantCulture, $"{sample.Key.Series} {sample.Key.Timestamp} {sample.Value}")));
    }

    private static byte[] Guile(string[] arguments)
    {
        var ran = GuileScript.Run(arguments);
        Assert.True(ran.Status == 0, ran.ToString());
        return Encoding.UTF8.GetBytes(ran.Output);
    }

    private static byte[] Sorted(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines.Order(StringComparer.Ordinal)));

    private static void Succeeded(Ran ran) => Assert.True(ran.Status == 0, ran.Error);
}
