using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Test.Configuration;

public class ErrorReportTest
{
    [Fact]
    public void Tells_every_error_and_counts_them()
    {
        var errors = ConfigurationReader.ReadText("simulator:\n  metrics:\n    token_usage:\n        volatility: -50\n        initail_value: 1\n", "scenarios/load.yaml").Errors;

        Assert.Equal(
            """
            scenarios/load.yaml:4:21: metrics.token_usage.volatility: must be 0 or more, got -50.
              The standard deviation of the path's change over volatility_per.
            scenarios/load.yaml:5:9: metrics.token_usage.initail_value: unknown key. Did you mean 'initial_value'?
            2 errors; nothing was started.

            """, ErrorReport.Format(errors, "nothing was started"));
        Assert.EndsWith("\n1 error; nothing was started.\n", ErrorReport.Format([errors[0]], "nothing was started"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("drift", "drift", 0)]
    [InlineData("dirft", "drift", 1)]
    [InlineData("drif", "drift", 1)]
    [InlineData("Drift", "drift", 0)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "per", 3)]
    public void Counts_edits_and_exchanges(string from, string to, int expected) => Assert.Equal(expected, Spelling.Distance(from, to));

    [Fact]
    public void Suggests_nothing_that_is_far() => Assert.Null(Spelling.Nearest("widgets", ["drift", "volatility", "bounds"]));

    [Fact]
    public void Places_of_keys_are_kept()
    {
        var configuration = ConfigurationReader.ReadText("simulator:\n  seed: 1\n  metrics:\n    cost: {drift: 0}\nserver:\n  port: 9191\n", "f.yaml").Configuration!;

        Assert.Equal("f.yaml:2:9", configuration.Places["seed"].ToString());
        Assert.Equal("f.yaml:6:9", configuration.Places["server.port"].ToString());
        Assert.Equal("f.yaml:4:19", configuration.Places["metrics.cost.drift"].ToString());
        Assert.False(configuration.Places.ContainsKey("start"));
    }
}
