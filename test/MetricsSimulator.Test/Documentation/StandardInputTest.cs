namespace MetricsSimulator.Test.Documentation;

/// <summary>Whoever makes a file with a program need not save it: every command that reads one takes standard input and pipes.</summary>
[Trait("needs", "programs")]
public class StandardInputTest
{
    private const string Scenario = "printf 'patterns:\\n  - duration: 1h\\n'";

    [Theory]
    [InlineData("echo 'simulator: {seed: 1}' | claude-metrics-simulator check -", "-: valid, 5 metrics, 36 series\n")]
    [InlineData("echo 'simulator: {seed: 1}' | claude-metrics-simulator check /dev/stdin", "/dev/stdin: valid, 5 metrics, 36 series\n")]
    [InlineData(Scenario + " | claude-metrics-simulator check -", "-: valid scenario, 1 pattern, 0 anomalies\n")]
    [InlineData(Scenario + " | claude-metrics-simulator check /dev/stdin", "/dev/stdin: valid scenario, 1 pattern, 0 anomalies\n")]
    [InlineData("claude-metrics-simulator check <(" + Scenario + ") | sed 's:^[^ ]*::'", " valid scenario, 1 pattern, 0 anomalies\n")]
    [InlineData("echo 'simulator: {sed: 1}' | claude-metrics-simulator check -", "-:1:13: sed: unknown key. Did you mean 'seed'?\n1 error; - is not valid.\n")]
    [InlineData(Scenario + " | claude-metrics-simulator truth --scenario - --duration 1h --seed 1 --start 2026-01-01T00:00:00Z", "")]
    public void A_file_may_come_from_standard_input(string command, string output) => Assert.Equal(output, Shell.Run(command));

    [Fact]
    public void A_configuration_of_one_metric_is_counted_in_the_singular() => Assert.Equal(
        "-: valid, 1 metric, 1 series\n", Shell.Run("echo 'simulator: {catalogue: none, metrics: {own: {type: gauge}}}' | claude-metrics-simulator check -"));
}
