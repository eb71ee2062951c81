using System.Globalization;
using MetricsSimulator.Configuration;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Processes;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Guile;

/// <summary>The simulator in Scheme gives the samples of this one, bit for bit.</summary>
[Trait("needs", "programs")]
public sealed class GuileSamplesTest
{
    private const string Start = "2026-01-01T00:00:00Z";

    // Ticks of an hour and a day have counts and observations by all methods: one by one, by rejection, bucket by bucket.
    [Theory]
    [InlineData("42", null, "10s", "1h")]
    [InlineData("7", null, "125ms", "20s")]
    [InlineData("3", null, "1h", "4d")]
    [InlineData("5", null, "24h", "60d")]
    [InlineData("42", "everyday", "10m", "5d")]
    [InlineData("6", "everyday", "10s", "30m")]
    [InlineData("9", "everyday", "100ms", "15s")]
    [InlineData("12", "everyday", "24h", "30d")]
    [InlineData("2", "none", "10s", "10m")]
    [InlineData("0", "normal", "10s", "65m")]
    [InlineData("18446744073709551615", "load_test", "10s", "35m")]
    [InlineData("123456789", "degradation", "30s", "1h")]
    [InlineData("8", "degradation", "45m", "2d")]
    public async Task All_samples_of_a_run_are_the_same_to_the_last_digit(string seed, string? scenario, string interval, string duration)
    {
        using var folder = new TemporaryFolder();
        var configuration = folder.Write("simulator.yaml", $"simulator: {{update_interval: {interval}}}\n");
        string[] play = scenario is null ? [] : ["--scenario", scenario];
        var expected = await GenerateAsync(folder, ["--config", configuration, "--seed", seed, "--start", Start, "--duration", duration, .. play]);

        var result = GuileScript.Run(["--seed", seed, "--start", Start, "--update-interval", interval, "--csv", duration, .. play]);

        Assert.True(result.Status == 0, result.ToString());
        Assert.Equal(expected, result.Output);
    }

    [Theory]
    [InlineData("token_usage")]
    [InlineData("session_duration")]
    [InlineData("cost")]
    [InlineData("tool_usage")]
    public async Task Its_Brownian_paths_are_those_of_gauges_with_the_same_name_and_process(string key)
    {
        const string seed = "20260101";
        using var folder = new TemporaryFolder();
        var metric = ConfigurationReader.BuiltIn.Metrics.Single(metric => metric.Key == key);
        var process = metric switch
        {
            CounterDefinition counter => counter.Rate.Process,
            HistogramDefinition histogram => histogram.Median,
            _ => throw new InvalidOperationException(key),
        };
        var brownian = Assert.IsType<BrownianDefinition>(process);
        var labels = string.Join(", ", metric.Labels.Dimensions.Select(dimension =>
            $"{dimension.Name}: {{{string.Join(", ", Enumerable.Range(0, dimension.Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{dimension.Value(i)}: {dimension.Weights[i]}")))}}}"));
        var upper = double.IsInfinity(brownian.Bounds.Upper) ? ".inf" : brownian.Bounds.Upper.ToString(CultureInfo.InvariantCulture);
        var configuration = folder.Write("gauge.yaml", string.Create(CultureInfo.InvariantCulture,
            $$"""
            simulator:
              catalogue: none
              metrics:
                gauge:
                  type: gauge
                  name: {{metric.Name}}
                  labels: { {{labels}} }
                  initial_value: {{brownian.InitialValue}}
                  drift: {{brownian.Drift}}
                  volatility: {{brownian.Volatility.Value}}
                  volatility_per: {{brownian.Volatility.Per.TotalSeconds}}s
                  bounds: [{{brownian.Bounds.Lower}}, {{upper}}]

            """));
        var csv = await GenerateAsync(folder, ["--config", configuration, "--seed", seed, "--start", Start, "--duration", "1000s"]);
        double[] expected = [.. csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => double.Parse(row[(row.LastIndexOf(',') + 1)..], CultureInfo.InvariantCulture))];

        var printed = ExternalTool.Guile.Run(["-c",
            $"""
            (load "{Repository.PathOf("scripts/load-path.scm")}")
            (use-modules (simulator catalogue) (simulator simulation))
            (let loop ((simulation (begin-simulation (make-run {seed} 0 10 #f))))
              (when (< (simulation-tick simulation) 100)
                (for-each (lambda (family)
                            (when (eq? '{key} (metric-key (family-metric family)))
                              (for-each (lambda (series) (display (car (series-paths series))) (newline))
                                        (family-series family))))
                          (simulation-families simulation))
                (loop (advance simulation))))
            """]);
        Assert.True(printed.Status == 0, printed.ToString());
        var paths = printed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture));

        Assert.Equal(100 * metric.Labels.Count, expected.Length);
        Assert.Equal(expected, paths);
    }

    private static async Task<string> GenerateAsync(TemporaryFolder folder, params string[] arguments)
    {
        var file = folder.File("expected.csv");
        var ran = await Ran.Async(["generate", "--format", "csv", "--output", file, .. arguments]);
        Assert.True(ran.Status == 0, ran.Error);
        return await File.ReadAllTextAsync(file);
    }
}
