namespace MetricsSimulator.Test.Documentation;

/// <summary>Whoever makes a file with a program need not save it: every command that reads one takes standard input and pipes.</summary>
[Trait("needs", "programs")]
public class StandardInputTest
{
    private const string Scenario = "printf 'patterns:\\n  - duration: 1h\\n'";

    private const string Journal = "printf '%s\\n' '{\"version\":2,\"configuration\":\"simulator: {seed: 1, start: 2026-01-01T00:00:00Z, catalogue: none, metrics: {queue: {type: gauge}}}\"}'"
        + " '{\"tick\":1,\"change\":\"inject\",\"id\":\"i1\",\"anomaly\":{\"kind\":\"outage\",\"duration\":\"1m\"}}'";

    [Theory]
    [InlineData("echo 'simulator: {seed: 1}' | claude-metrics-simulator check -", "-: valid, 5 metrics, 36 series\n")]
    [InlineData("echo 'simulator: {seed: 1}' | claude-metrics-simulator check /dev/stdin", "/dev/stdin: valid, 5 metrics, 36 series\n")]
    [InlineData(Scenario + " | claude-metrics-simulator check -", "-: valid scenario, 1 pattern, 0 anomalies\n")]
    [InlineData(Scenario + " | claude-metrics-simulator check /dev/stdin", "/dev/stdin: valid scenario, 1 pattern, 0 anomalies\n")]
    [InlineData("claude-metrics-simulator check <(" + Scenario + ") | sed 's:^[^ ]*::'", " valid scenario, 1 pattern, 0 anomalies\n")]
    [InlineData("echo 'simulator: {sed: 1}' | claude-metrics-simulator check -", "-:1:13: sed: unknown key. Did you mean 'seed'?\n1 error; - is not valid.\n")]
    [InlineData(Scenario + " | claude-metrics-simulator truth --scenario - --duration 1h --seed 1 --start 2026-01-01T00:00:00Z", "")]
    [InlineData(Journal + " | claude-metrics-simulator generate --journal - --duration 1m | tail --lines 1", "# EOF\n")]
    [InlineData(Journal + " | claude-metrics-simulator truth --journal - --duration 1h | wc --lines", "1\n")]
    [InlineData(Journal + " | claude-metrics-simulator backfill --journal - --format csv --end 2026-01-01T00:00:20Z --duration 10s 2>/dev/null | tail --lines +2 | cut --delimiter , --fields 1-2", "1767225610,queue\n")]
    [InlineData("echo '{}' | claude-metrics-simulator generate --journal - --duration 1m", "-:1: version: must be a whole number.\n1 error; nothing was written.\n")]
    [InlineData("claude-metrics-simulator generate --journal / --duration 1m", "/: this is a directory, not a file.\n1 error; nothing was written.\n")]
    [InlineData("claude-metrics-simulator serve --journal -", "--journal: must be the name of a file, got '-'. A journal that is written on standard output would stand between words for people: give a file, or read /api/v1/journal.\n")]
    public void A_file_may_come_from_standard_input(string command, string output) => Assert.Equal(output, Shell.Run(command));

    [Fact]
    public void A_configuration_of_one_metric_is_counted_in_the_singular() => Assert.Equal(
        "-: valid, 1 metric, 1 series\n", Shell.Run("echo 'simulator: {catalogue: none, metrics: {own: {type: gauge}}}' | claude-metrics-simulator check -"));
}
