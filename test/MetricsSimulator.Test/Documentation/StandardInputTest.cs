using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Documentation;

/// <summary>Every command that reads a file also reads standard input and pipes, so that the output of a program need not be saved.</summary>
[Trait("needs", "programs")]
public class StandardInputTest
{
    private const string Scenario = "printf 'patterns:\\n  - duration: 1h\\n'";

    private const string Journal = "printf '%s\\n' '{\"version\":2,\"configuration\":\"simulator: {seed: 1, start: 2026-01-01T00:00:00Z, catalogue: none, metrics: {queue: {type: gauge}}}\"}'"
        + " '{\"tick\":1,\"change\":\"inject\",\"id\":\"i1\",\"anomaly\":{\"kind\":\"outage\",\"duration\":\"1m\"}}'";

    [Theory]
    [InlineData("echo 'simulator: {seed: 1}' | claude-metrics-simulator check -", "-: valid, 5 metrics, 36 series\n")]
    [InlineData("echo 'simulator: {seed: 1}' | claude-metrics-simulator check /dev/stdin", "/dev/stdin: valid, 5 metrics, 36 series\n")]
    [InlineData(Scenario + " | claude-metrics-simulator check -", "-: valid scenario, 1 pattern, 0 anomalies; play it with --scenario\n")]
    [InlineData(Scenario + " | claude-metrics-simulator check /dev/stdin", "/dev/stdin: valid scenario, 1 pattern, 0 anomalies; play it with --scenario\n")]
    [InlineData("claude-metrics-simulator check <(" + Scenario + ") | sed 's:^[^ ]*::'", " valid scenario, 1 pattern, 0 anomalies; play it with --scenario\n")]
    [InlineData("echo 'simulator: {sed: 1}' | claude-metrics-simulator check -", "-:1:13: sed: unknown key. Did you mean 'seed'?\n1 error; - is not valid.\n")]
    [InlineData(Scenario + " | claude-metrics-simulator truth --scenario - --duration 1h --seed 1 --start 2026-01-01T00:00:00Z", "")]
    [InlineData(Journal + " | claude-metrics-simulator generate --journal - --duration 1m | tail --lines 1", "# EOF\n")]
    [InlineData(Journal + " | claude-metrics-simulator truth --journal - --duration 1h | wc --lines", "1\n")]
    [InlineData(Journal + " | claude-metrics-simulator backfill --journal - --format csv --end 2026-01-01T00:00:20Z --duration 10s 2>/dev/null | tail --lines +2 | cut --delimiter , --fields 1-2", "1767225610,queue\n")]
    [InlineData("echo '{}' | claude-metrics-simulator generate --journal - --duration 1m", "-:1: version: must be a whole number.\n1 error; nothing was written.\n")]
    [InlineData("claude-metrics-simulator generate --journal / --duration 1m", "/: this is a directory, not a file.\n1 error; nothing was written.\n")]
    [InlineData(Journal + " | claude-metrics-simulator check -", "-: valid journal, seed 1, 1 change; replay it with 'generate --journal'\n")]
    [InlineData(Journal + " | claude-metrics-simulator check /dev/stdin", "/dev/stdin: valid journal, seed 1, 1 change; replay it with 'generate --journal'\n")]
    [InlineData("echo '{\"version\":2}' | claude-metrics-simulator check -", "-:1: configuration: must be a text.\n1 error; - is not valid.\n")]
    [InlineData("printf '{\"version\":2,\"conf' | claude-metrics-simulator check -", "-:1: must be a journal, which begins with a line about the run; this has no complete line.\n1 error; - is not valid.\n")]
    [InlineData(Journal + " | claude-metrics-simulator truth --config - --duration 1h", "-: this is a journal: replay it with 'generate --journal'.\n1 error; nothing was started.\n")]
    [InlineData(Journal + " | claude-metrics-simulator truth --scenario - --duration 1h", "-: this is a journal: replay it with 'generate --journal'.\n1 error; nothing was started.\n")]
    [InlineData(Scenario + " | claude-metrics-simulator truth --config - --duration 1h", "-:1:1: this is a scenario: play it with --scenario.\n  Or name it in a configuration: simulator.scenario.\n1 error; nothing was started.\n")]
    [InlineData(Scenario + " | claude-metrics-simulator truth --journal - --duration 1h", "-: this is a scenario: play it with --scenario.\n1 error; nothing was written.\n")]
    [InlineData("echo 'simulator: {seed: 1}' | claude-metrics-simulator truth --journal - --duration 1h", "-: this is a configuration: use it with --config.\n1 error; nothing was written.\n")]
    [InlineData("echo 'simulator: {seed: 1}' | claude-metrics-simulator truth --scenario - --duration 1h", "-:1:1: this is a configuration: use it with --config.\n1 error; nothing was started.\n")]
    [InlineData("claude-metrics-simulator serve --port 0 --seed 1 --journal - --stop-after 1s 2>/dev/null | claude-metrics-simulator check -", "-: valid journal, seed 1, 0 changes; replay it with 'generate --journal'\n")]
    [InlineData("claude-metrics-simulator backfill --duration 1h --format remote-write --url http://localhost:1/ --resume -", "--resume: must be the name of a file, got '-'. The command writes the file while it sends, and reads it when it runs again.\n")]
    public void A_file_may_come_from_standard_input(string command, string output) => Assert.Equal(output, Shell.Run(command));

    [Fact]
    public void A_journal_of_any_length_is_known_when_it_is_checked() => Assert.Equal(
        "-: valid journal, seed 1, 20000 changes; replay it with 'generate --journal'\n",
        Shell.Run("(" + Journal + "; seq -f '{\"tick\":2,\"change\":\"inject\",\"id\":\"i%.0f\",\"anomaly\":{\"kind\":\"outage\",\"duration\":\"1m\"}}' 2 20000) | claude-metrics-simulator check -"));

    [Fact]
    public void A_journal_on_standard_output_leaves_what_a_file_holds_as_it_is()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("all", "before\n");
        Shell.Run($"claude-metrics-simulator serve --port 0 --seed 1 --journal - --stop-after 1s >> '{file}' 2>/dev/null");
        var lines = File.ReadAllLines(file);
        Assert.Equal(2, lines.Length);
        Assert.Equal("before", lines[0]);
        Assert.StartsWith("{\"version\":", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_configuration_of_one_metric_is_counted_in_the_singular() => Assert.Equal(
        "-: valid, 1 metric, 1 series\n", Shell.Run("echo 'simulator: {catalogue: none, metrics: {own: {type: gauge}}}' | claude-metrics-simulator check -"));
}
