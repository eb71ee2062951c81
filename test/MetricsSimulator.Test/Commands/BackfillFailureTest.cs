using System.Globalization;
using MetricsSimulator.Cli.History.Files;
using MetricsSimulator.Test.Tools;
using Microsoft.Extensions.Time.Testing;
using static MetricsSimulator.Test.Commands.Backfilled;

namespace MetricsSimulator.Test.Commands;

/// <summary>What becomes of a history that cannot be written, or not to its end.</summary>
public sealed class BackfillFailureTest
{
    [Theory]
    [InlineData("blocks")]
    [InlineData("csv")]
    public async Task A_place_that_takes_no_files_is_told_in_one_line(string format)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("file", "a file");
        // Nobody can write to the kernel's own folders.
        foreach (var place in (string[])["/sys/metrics-simulator", file + "/below"])
        {
            var ran = await RunAsync(folder, "--duration", "1h", "--output", place, "--format", format);
            Assert.Equal(1, ran.Status);
            Assert.Matches($@"^--output: [^\n]*{place}[^\n]*\. (Choose|Create)[^\n]*\n$", ran.Error);
        }

        if (format != "blocks") return;
        var taken = await RunAsync(folder, "--duration", "1h", "--output", file);
        Assert.Equal((1, $"--output: {file} cannot be created, because a file is in the way. Choose another name. No block was written.\n"), (taken.Status, taken.Error));
        Assert.Equal("a file", await File.ReadAllTextAsync(file));
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task A_disk_that_takes_no_more_leaves_the_blocks_that_were_whole()
    {
        using var folder = new TemporaryFolder();
        var configuration = folder.Write("gauge.yaml", GaugesOf(500));
        var blocks = folder.File("blocks");
        // A limit of the process replaces a full disk, because a test cannot mount one. Without the variable, the runtime itself would reach the limit.
        // The first block is half as long as the second.
        await using var program = RunningProgram.Start(
            "/bin/bash", "bash", "-c", "trap '' XFSZ; ulimit -f 2048; export DOTNET_EnableWriteXorExecute=0; exec \"$@\"", "bash", Path.Combine(AppContext.BaseDirectory, "claude-metrics-simulator"), "backfill",
            "--config", configuration, "--duration", "8h", "--block-duration", "2h", "--end", End, "--seed", "1", "--output", blocks);
        await program.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, program.Process.ExitCode);
        Assert.Equal(
            $"--output: a file of {blocks} would be larger than the disk or the limit of this process allows (see ulimit -f). Choose another place, or raise the limit. "
            + $"1 block is complete, up to 2025-12-31T22:00:00Z. To continue, run the same command with --seed 1 --end {End}.",
            LastLineOf(program));
        var block = Assert.Single(Directory.GetFileSystemEntries(blocks));
        Assert.Equal(["chunks/000001", "index", "meta.json", "tombstones"], Files(block));

        var ran = await Ran.Async("backfill", "--config", configuration, "--duration", "8h", "--block-duration", "2h", "--end", End, "--seed", "1", "--output", blocks);
        Assert.Equal(0, ran.Status);
        Assert.Equal(5, WindowsOf(folder).Count);
    }

    [Fact]
    public async Task A_block_that_cannot_be_begun_ends_the_run_with_those_before_it_whole()
    {
        using var whole = new TemporaryFolder();
        string[] Command(string blocks) => ["backfill", "--output", blocks, "--end", End, "--seed", "5", "--duration", "8h"];
        // Names say when a block was written; here it is always the same time.
        Task<Ran> RunAsync(string blocks) => Ran.InAsync(context => context with { Wall = new FakeTimeProvider() }, Command(blocks));
        Assert.Equal(0, (await RunAsync(whole.File("blocks"))).Status);
        var names = Directory.GetDirectories(whole.File("blocks")).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray();
        // Several threads ask for the block. The first one fails, and the others must not get another block instead.
        for (var round = 0; round < 20; round++)
        {
            using var folder = new TemporaryFolder();
            var blocks = folder.File("blocks");
            Directory.CreateDirectory(blocks);
            await File.WriteAllTextAsync(Path.Combine(blocks, names[2] + ".tmp-for-creation"), "in the way");
            var ran = await RunAsync(blocks);
            Assert.Equal(1, ran.Status);
            Assert.Matches($@"^--output: [^\n]*{blocks}[^\n]+\. (Choose|Create) [^\n]+\n$", ran.Error);
            Assert.Equal(names[2] + ".tmp-for-creation", Path.GetFileName(Assert.Single(Directory.GetFiles(blocks))));
            foreach (var block in Directory.GetDirectories(blocks)) ExpectSame(Path.Combine(whole.File("blocks"), Path.GetFileName(block)), block);
        }
    }

    [Fact]
    public async Task A_folder_that_another_process_is_writing_is_left_to_it()
    {
        using var folder = new TemporaryFolder();
        var blocks = folder.File("blocks");
        Directory.CreateDirectory(blocks);
        using (new FolderLock(blocks))
        {
            var ran = await RunAsync(folder, "--duration", "1h");
            Assert.Equal((1, $"--output: another process is writing to {blocks}. Wait until it ends, or choose another place. No block was written.\n"), (ran.Status, ran.Error));
            Assert.Empty(Directory.GetFileSystemEntries(blocks));
        }

        await BackfillAsync(folder, "--duration", "1h");
    }

    [Fact]
    public async Task The_same_command_several_times_at_once_leaves_the_blocks_of_one()
    {
        using var folder = new TemporaryFolder();
        using var once = new TemporaryFolder();
        await BackfillAsync(once, "--duration", "6h");
        for (var round = 0; round < 10; round++)
        {
            var blocks = folder.File(string.Create(CultureInfo.InvariantCulture, $"blocks{round}"));
            var runs = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => RunAsync(folder, "--duration", "6h", "--output", blocks))));
            Assert.Contains(runs, ran => ran.Status == 0);
            Assert.All(runs.Where(ran => ran.Status != 0), ran => Assert.Contains($"--output: another process is writing to {blocks}.", ran.Error, StringComparison.Ordinal));
            ExpectSame(once.File("blocks"), blocks);
        }
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("openmetrics")]
    public async Task Text_that_another_process_is_writing_is_left_to_it(string format)
    {
        using var folder = new TemporaryFolder();
        var output = folder.File("text");
        await using (new FileStream(output + ".partial", FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            var ran = await Ran.Async("backfill", "--format", format, "--duration", "1h", "--seed", "1", "--end", End, "--output", output);
            Assert.Equal((1, $"--output: another process is writing to {output}. Wait until it ends, or choose another place.\n"), (ran.Status, ran.Error));
        }

        Assert.Equal([output + ".partial"], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task A_file_that_is_there_stays_the_same_file_and_what_lies_beside_it_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        if (OperatingSystem.IsWindows()) return;
        var output = folder.Write("text", new string('x', 1_000_000));
        var link = folder.File("link");
        File.CreateSymbolicLink(link, output);
        File.SetUnixFileMode(output, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupExecute);
        await using var reader = new FileStream(output, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        folder.Write("text.partial", "mine");
        var ran = await Ran.Async("backfill", "--format", "csv", "--duration", "1h", "--seed", "1", "--end", End, "--output", link);
        Assert.Equal(0, ran.Status);
        Assert.Equal("mine", await File.ReadAllTextAsync(folder.File("text.partial"), TestContext.Current.CancellationToken));
        Assert.Equal(3, Directory.GetFiles(folder.Path).Length);
        Assert.Equal(output, File.ResolveLinkTarget(link, returnFinalTarget: true)!.FullName);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupExecute, File.GetUnixFileMode(output));
        // The file that was opened before has the new content.
        using var text = new StreamReader(reader);
        Assert.Equal(await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken), await text.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith("timestamp,", await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken));
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task A_file_whose_folder_takes_no_other_is_written_as_it_is()
    {
        using var folder = new TemporaryFolder();
        if (OperatingSystem.IsWindows()) return;
        var closed = Directory.CreateDirectory(folder.File("closed")).FullName;
        var output = Path.Combine(closed, "text");
        await File.WriteAllTextAsync(output, new string('x', 1_000_000), TestContext.Current.CancellationToken);
        File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        // Root may write everywhere, unless it loses that capability.
        string[] bound = Environment.UserName == "root" ? ["--bounding-set", "-dac_override,-dac_read_search"] : [];
        await using var program = RunningProgram.Start(
            "/usr/bin/setpriv", "util-linux", [.. bound, Path.Combine(AppContext.BaseDirectory, "claude-metrics-simulator"), "generate", "--format", "csv", "--duration", "1m", "--seed", "1", "--output", output]);
        await program.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.True(program.Process.ExitCode == 0, program.Written);
        Assert.Equal((6 * 36) + 1, (await File.ReadAllLinesAsync(output, TestContext.Current.CancellationToken)).Length);
        Assert.Single(Directory.GetFiles(closed));
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task Text_that_finds_the_disk_full_is_told()
    {
        await using var program = RunningProgram.Start(
            "/bin/bash", "bash", "-c", "exec \"$@\" >/dev/full", "bash", Path.Combine(AppContext.BaseDirectory, "claude-metrics-simulator"), "backfill", "--format", "csv", "--duration", "1h", "--seed", "1", "--end", End);
        await program.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((1, "--output: the disk of standard output is full. Make room there, or choose another place.\n"), (program.Process.ExitCode, program.Written));
    }

    [Theory]
    [Trait("needs", "programs")]
    [InlineData("KILL")]
    [InlineData("TERM")]
    public async Task A_run_that_is_ended_leaves_whole_blocks_alone_and_the_same_command_adds_the_rest(string signal)
    {
        using var folder = new TemporaryFolder();
        using var undisturbed = new TemporaryFolder();
        var (run, blocks, written) = await CutAsync(folder, signal);
        if (signal == "TERM")
        {
            Assert.Matches($@"\nInterrupted\. \d+ blocks are complete, up to \S+\. To continue, run the same command with --seed 1 --end {End}\.\n$", "\n" + written);
            Assert.DoesNotContain(Directory.GetDirectories(blocks), path => path.EndsWith(".tmp-for-creation", StringComparison.Ordinal));
        }

        var whole = WholeBlocks(blocks);
        Assert.True(whole.Length > 1);
        Assert.All(whole, block => Assert.Equal(["chunks/000001", "index", "meta.json", "tombstones"], Files(block)));
        // Prometheus ignores folders with other names, and reads complete blocks to the end.
        var analyzed = ExternalTool.Promtool.Run(["tsdb", "analyze", blocks]);
        Assert.True(analyzed.Status == 0, analyzed.ToString());

        var resumed = await Ran.Async([.. run, blocks]);
        Assert.True(resumed.Status == 0, resumed.Error);
        Assert.Matches($"^{whole.Length} of [0-9]+ blocks are already in {blocks} and will stay as they are\\.\n", resumed.Error);
        Assert.Equal(0, (await Ran.Async([.. run, undisturbed.File("blocks")])).Status);
        ExpectSame(undisturbed.File("blocks"), blocks);
    }

    private static async Task<(string[] Run, string Blocks, string Written)> CutAsync(TemporaryFolder folder, string signal)
    {
        // On a busy machine, a short run may end before the test can end it; a longer one does not.
        for (var hours = 480; ; hours *= 2)
        {
            var blocks = folder.File(string.Create(CultureInfo.InvariantCulture, $"blocks{hours}"));
            string[] run = ["backfill", "--duration", string.Create(CultureInfo.InvariantCulture, $"{hours}h"), "--block-duration", "2h", "--end", End, "--seed", "1", "--scenario", "anomaly_detection", "--output"];
            await using var program = RunningProgram.StartSimulator([.. run, blocks]);
            await program.PollAsync("block", () => Task.FromResult(Directory.Exists(blocks) && WholeBlocks(blocks).Length > 1 ? blocks : null), mayEnd: true);
            program.Signal(signal);
            await program.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
            if (program.Process.ExitCode == 0 && hours < 5000) continue;
            Assert.Equal(signal == "TERM" ? 143 : 137, program.Process.ExitCode);
            return (run, blocks, program.Written);
        }
    }

    // A block gets its name when it is whole.
    private static string[] WholeBlocks(string blocks) =>
        [.. Directory.GetDirectories(blocks).Where(path => !path.EndsWith(".tmp-for-creation", StringComparison.Ordinal))];

    // The lines before show the progress if the run takes long.
    private static string LastLineOf(RunningProgram program) => program.Written.TrimEnd('\n').Split('\n')[^1];

    private static string GaugesOf(int count) =>
        $"simulator: {{update_interval: 10s, catalogue: none, metrics: {{queue_depth: {{type: gauge, initial_value: 500, volatility: 1, labels: {{queue: {{count: {count}, prefix: q}}}}}}}}}}\n";
}
