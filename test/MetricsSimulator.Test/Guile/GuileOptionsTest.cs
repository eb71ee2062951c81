namespace MetricsSimulator.Test.Guile;

[Trait("needs", "programs")]
public sealed class GuileOptionsTest
{
    private const string Known = "the options are --port, --seed, --scenario, --update-interval, --start, --csv, --help. make simulate has others.";

    [Theory]
    [InlineData("--port 65536", "--port: must be a port from 0 to 65535, got '65536'.")]
    [InlineData("--seed 18446744073709551616", "--seed: must be a whole number from 0 to 18446744073709551615, got '18446744073709551616'.")]
    [InlineData("--seed", "--seed: must be a whole number from 0 to 18446744073709551615, got nothing.")]
    [InlineData("--scenario=daily_cycle", "--scenario: must be none or one of everyday, normal, load_test, degradation (make simulate plays the others), got 'daily_cycle'.")]
    [InlineData("--update-interval 1ms", "--update-interval: must be whole milliseconds from 100ms to 24h, like 10s, 500ms or 1h30m, got '1ms'.")]
    [InlineData("--update-interval 1h --scenario load_test", "--update-interval: must be at most 30m, the length of load_test, got 1h.")]
    [InlineData("--start 2026-02-30T00:00:00Z", "--start: must be a time in UTC from 1970 on, like 2026-01-01T00:00:00Z, got '2026-02-30T00:00:00Z'.")]
    [InlineData("--csv forever", "--csv: must be a span above 0 and up to 366d, like 90s or 1h30m, got 'forever'.")]
    [InlineData("--config x.yaml", "--config: unknown; " + Known + "\nx.yaml: unknown; " + Known)]
    [InlineData("--port x --seed y", "--port: must be a port from 0 to 65535, got 'x'.\n--seed: must be a whole number from 0 to 18446744073709551615, got 'y'.")]
    public void A_bad_argument_is_told_in_a_line_with_what_is_allowed_and_status_2(string arguments, string lines)
    {
        var result = GuileScript.Run(arguments.Split(' '));
        Assert.Equal((2, "", lines + "\n"), (result.Status, result.Output, result.Errors));
    }

    [Fact]
    public void A_run_that_is_served_cannot_begin_in_the_future()
    {
        var result = GuileScript.Run("--start", "2990-01-01T00:00:00Z");
        Assert.Equal((2, ""), (result.Status, result.Output));
        Assert.Matches(@"^--start: must not be in the future \(now is \S+\), got 2990-01-01T00:00:00Z\.\n$", result.Errors);
    }

    [Fact]
    public void Help_names_every_option()
    {
        var result = GuileScript.Run("--help");
        Assert.Equal((0, ""), (result.Status, result.Errors));
        Assert.All(["--port", "--seed", "--scenario", "--update-interval", "--start", "--csv", "--help"], option => Assert.Contains(option, result.Output, StringComparison.Ordinal));
    }
}
