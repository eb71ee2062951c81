using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Cycles;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Test.Configuration;

/// <summary>The YAML of the specification loads unchanged.</summary>
public class SpecificationTest
{
    private const string SimulatorBlock =
        """
        simulator:
          update_interval: 10  # seconds
          retention_period: 24h
          metrics:
            token_usage:
              initial_value: 1000
              drift: 0.1  # tokens/second growth
              volatility: 50  # standard deviation
              bounds: [0, 100000]
            session_duration:
              initial_value: 300  # 5 minutes
              drift: 0
              volatility: 30
              bounds: [10, 7200]  # 10s to 2h

        """;

    private const string ServerBlock =
        """
        server:
          host: "localhost"
          port: 9090
          endpoints:
            - path: "/metrics"
              method: "GET"
              content_type: "text/plain; version=0.0.4; charset=utf-8"
            - path: "/health"
              method: "GET"
              response: {"status": "healthy", "uptime": "3h45m"}
            - path: "/config"
              method: "GET"
              response: "Current simulator configuration"

        """;

    private const string NormalOperations =
        """
        patterns:
          - name: "normal_usage"
            duration: "1h"
            token_drift: 0.05
            session_frequency: 0.1  # sessions/minute
            error_rate: 0.001

        """;

    private const string HighLoadTesting =
        """
        patterns:
          - name: "load_test"
            duration: "30m"
            token_drift: 2.0
            session_frequency: 1.0
            error_rate: 0.01

        """;

    private const string SystemDegradation =
        """
        patterns:
          - name: "degradation"
            duration: "45m"
            token_drift: -0.1  # declining performance
            session_frequency: 0.05
            error_rate: 0.1  # increasing errors

        """;

    private const string DailyUsagePatterns =
        """
        patterns:
          - name: "daily_cycle"
            duration: "24h"
            cycles:
              - peak_hours: [9, 17]  # 9 AM to 5 PM
              - weekend_reduction: 0.3
              - night_baseline: 0.1

        """;

    [Theory]
    [InlineData(NormalOperations, "normal")]
    [InlineData(HighLoadTesting, "load_test")]
    [InlineData(SystemDegradation, "degradation")]
    [InlineData(DailyUsagePatterns, "daily_cycle")]
    public void Its_scenarios_are_the_built_in_ones(string yaml, string name)
    {
        var specified = Scenarios.Model(yaml, file: name + ".yaml");
        var builtIn = Scenarios.Model(BuiltInScenarios.Find(name)!.Text);

        Assert.Equal(specified.Scenario, builtIn.Scenario);
        Assert.Equal(name, builtIn.Scenario.Name);
        Assert.Equal(specified, builtIn);
    }

    [Theory]
    [InlineData("normal", "normal_usage", 60, 0.05, 0.1, 0.001)]
    [InlineData("load_test", "load_test", 30, 2.0, 1.0, 0.01)]
    [InlineData("degradation", "degradation", 45, -0.1, 0.05, 0.1)]
    public void Its_numbers_are_those_of_the_metrics(string name, string pattern, int minutes, double drift, double frequency, double errors)
    {
        var phase = Assert.Single(Scenarios.Model(BuiltInScenarios.Find(name)!.Text).Scenario.Phases);

        Assert.Equal((pattern, TimeSpan.FromMinutes(minutes)), (phase.Name, phase.Duration));
        Assert.Equal(drift, Assert.IsType<BrownianDefinition>(Scenarios.Of<CounterDefinition>(phase, "token_usage").Rate.Process).Drift);
        Assert.Equal(new RateDefinition(new ConstantDefinition(frequency), TimeSpan.FromMinutes(1)), Scenarios.Of<HistogramDefinition>(phase, "session_duration").Arrivals);
        Assert.Equal(errors, Scenarios.Of<ThinnedCounterDefinition>(phase, "error").Probability);
        Assert.Equal([1, 1, frequency / 0.1, frequency / 0.1, 1], phase.Metrics.Select(metric => metric.Scale));
    }

    [Fact]
    public void Its_day_is_a_tenth_at_night_and_three_tenths_at_weekends()
    {
        var phase = Assert.Single(Scenarios.Model(BuiltInScenarios.Find("daily_cycle")!.Text).Scenario.Phases);

        var cycle = Assert.IsType<Cycle>(phase.Cycle);
        Assert.Equal((new PeakHours(9, 17), 0.1, 0.3), (cycle.PeakHours, cycle.NightBaseline, cycle.WeekendReduction));
        Assert.Equal(TimeSpan.FromHours(24), phase.Duration);
        Assert.Equal(0, Assert.IsType<BrownianDefinition>(Scenarios.Of<CounterDefinition>(phase, "token_usage").Rate.Process).Drift);
    }

    [Theory]
    [InlineData(SimulatorBlock)]
    [InlineData(ServerBlock)]
    [InlineData(SimulatorBlock + ServerBlock)]
    public void Its_blocks_are_the_built_in_configuration(string yaml)
    {
        var result = ConfigurationReader.ReadText(yaml, "simulator.yaml");

        Assert.Empty(result.Errors);
        Assert.Equal(ConfigurationReader.BuiltIn.ToModel(1, DateTimeOffset.UnixEpoch), result.Configuration!.ToModel(1, DateTimeOffset.UnixEpoch));
        Assert.Equal(ConfigurationReader.BuiltIn.Server, result.Configuration.Server);
        Assert.Equal(TimeSpan.FromHours(24), result.Configuration.RetentionPeriod);
    }
}
