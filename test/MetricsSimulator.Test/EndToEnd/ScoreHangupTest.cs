using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary><c>score</c> in a terminal that is closed.</summary>
[Trait("needs", "programs")]
[Trait("takes", "seconds")]
public sealed class ScoreHangupTest
{
    [Fact]
    public async Task It_ends_with_its_Prometheus_and_leaves_no_folder()
    {
        using var folder = new TemporaryFolder();
        await using var score = Start("--default-signal=HUP", folder.Path);
        await score.PollAsync("a history", () => Task.FromResult(Directory.EnumerateDirectories(folder.Path, "metrics-simulator-*").SelectMany(Directory.EnumerateDirectories).Any() ? "" : null));
        score.Signal("HUP");
        await score.Process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(129, score.Process.ExitCode);
        Assert.Contains("Interrupted. Nothing was scored.\n", score.Written, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateDirectories(folder.Path, "metrics-simulator-*"));
    }

    [Fact]
    public async Task With_nohup_it_goes_on()
    {
        using var folder = new TemporaryFolder();
        await using var score = Start("--ignore-signal=HUP", folder.Path, "--seeds", "2", "--duration", "1d");
        await score.PollAsync("a history", () => Task.FromResult(Directory.EnumerateDirectories(folder.Path, "metrics-simulator-*").SelectMany(Directory.EnumerateDirectories).Any() ? "" : null));
        score.Signal("HUP");
        await score.Process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Equal(0, score.Process.ExitCode);
    }

    private static RunningProgram Start(string signals, string folder, params string[] options) => RunningProgram.Start(
        "/usr/bin/env", "coreutils",
        [signals, $"TMPDIR={folder}", Path.Combine(AppContext.BaseDirectory, "claude-metrics-simulator"), "score", Repository.PathOf("docs/scoring.rules.yaml"), .. options]);
}
