using System.Globalization;
using MetricsSimulator.Test.Push;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary>The program as a user at a terminal sees it: both outputs are a terminal.</summary>
[Trait("needs", "programs")]
public sealed class TerminalTest
{
    private const string Span = "--duration 24h --seed 1 --end 2026-01-01T00:00:00Z";

    [Theory]
    [InlineData("blocks", "354,240")]
    [InlineData("csv", "311,040")]
    [InlineData("openmetrics", "311,040")]
    public async Task A_history_is_written_under_a_bar_and_summed_up(string format, string samples)
    {
        using var folder = new TemporaryFolder();
        var shown = await TypeAsync($"backfill {Span} --format {format} --output '{folder.File("out")}'");
        Assert.Contains("/s, ", shown, StringComparison.Ordinal);
        Assert.Contains($"{samples} samples in ", shown, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_history_is_sent_under_a_bar_and_summed_up()
    {
        await using var receiver = await Receiver.StartAsync();
        var shown = await TypeAsync($"backfill {Span} --format remote-write --url {receiver.Url}");
        Assert.Contains("354,240 samples in ", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_samples_are_generated_under_a_bar()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("wide.yaml", "simulator: {metrics: {queue: {type: gauge, labels: {worker: {count: 3000, prefix: w}}}}}\n");
        var shown = await TypeAsync($"generate --config '{config}' --duration 10h --seed 1 --start 2026-01-01T00:00:00Z --output /dev/null");
        Assert.Matches("[0-9]%", shown);
    }

    [Fact]
    public async Task A_history_that_is_served_is_written_under_a_bar()
    {
        using var folder = new TemporaryFolder();
        var port = FreePort.Find();
        var shown = await TypeAsync(string.Create(CultureInfo.InvariantCulture, $"serve --port {port} --history 24h --data '{folder.File("data")}' --stop-after 1s"));
        Assert.Contains(" samples in ", shown, StringComparison.Ordinal);
        Assert.Contains("holds the history, from ", shown, StringComparison.Ordinal);
        Assert.Contains("Ctrl-C ends the simulator.", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_scenarios_are_a_table_on_a_terminal()
    {
        var shown = await TypeAsync("scenarios");
        Assert.Contains("description", shown, StringComparison.Ordinal);
        Assert.Contains("daily_cycle", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_truth_is_a_table_on_a_terminal_and_JSON_in_a_pipe()
    {
        const string Command = "truth --scenario anomaly_detection --seed 1 --start 2026-01-01T00:00:00Z --duration 2h";
        var shown = await TypeAsync(Command);
        Assert.Contains("magnitude", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("{\"id\"", shown, StringComparison.Ordinal);
        Assert.Contains("{\"id\":", await TypeAsync(Command + " | cat"), StringComparison.Ordinal);
    }

    /// <summary>Runs the simulator in a terminal of its own, and returns everything that it printed.</summary>
    private static async Task<string> TypeAsync(string arguments)
    {
        var command = $"'{Path.Combine(AppContext.BaseDirectory, "claude-metrics-simulator")}' {arguments}";
        await using var program = RunningProgram.Start("/usr/bin/script", "bsdutils", "--quiet", "--return", "--command", command, "/dev/null");
        await program.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(program.Process.ExitCode == 0, program.Written);
        return program.Written;
    }
}
