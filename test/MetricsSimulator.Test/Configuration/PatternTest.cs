using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Test.Configuration;

/// <summary>What the keys of a pattern mean for the metrics.</summary>
public class PatternTest
{
    [Fact]
    public void Every_metric_stands_in_every_phase_in_the_order_of_the_model()
    {
        var model = Scenarios.Model("patterns: [{duration: 1h, error_rate: 0.5}, {duration: 1h}]", "simulator: {metrics: {queue: {type: gauge}}}");

        Assert.All(model.Scenario.Phases, phase => Assert.Equal(model.Metrics.Select(metric => metric.Key), phase.Metrics.Select(metric => metric.Definition.Key)));
        Assert.All(model.Scenario.Phases, phase => Assert.All(phase.Metrics.Zip(model.Metrics), pair => Assert.True(pair.First.Definition.HasSeriesOf(pair.Second))));
    }

    [Fact]
    public void Without_keys_only_the_drift_of_tokens_is_gone()
    {
        var model = Scenarios.Model("patterns: [{duration: 1h}]");

        var phase = Assert.Single(model.Scenario.Phases);
        Assert.Equal(model.Metrics.Skip(1), phase.Metrics.Skip(1).Select(metric => metric.Definition));
        Assert.All(phase.Metrics, metric => Assert.Equal(1, metric.Scale));
        var process = Assert.IsType<BrownianDefinition>(Scenarios.Of<CounterDefinition>(phase, "token_usage").Rate.Process);
        Assert.Equal(0, process.Drift);
        Assert.Equal((1000, new Volatility(50, TimeSpan.FromHours(1))), (process.InitialValue, process.Volatility));
    }

    [Fact]
    public void An_overridden_drift_stands_without_token_drift()
    {
        var phase = Scenarios.Model("patterns: [{duration: 1h, overrides: {token_usage: {drift: 7}}}]").Scenario.Phases[0];

        Assert.Equal(7, Assert.IsType<BrownianDefinition>(Scenarios.Of<CounterDefinition>(phase, "token_usage").Rate.Process).Drift);
    }

    [Fact]
    public void Tokens_that_have_no_drift_are_left_alone()
    {
        var phase = Scenarios.Model("patterns: [{duration: 1h}]", "simulator: {metrics: {token_usage: {process: constant}}}").Scenario.Phases[0];

        Assert.Equal(new ConstantDefinition(1000, new Bounds(0, 100_000)), Scenarios.Of<CounterDefinition>(phase, "token_usage").Rate.Process);
    }

    [Fact]
    public void Overrides_change_what_they_name_over_the_configuration()
    {
        var phase = Scenarios.Model(
            "patterns: [{duration: 1h, overrides: {cost: {volatility: 2}, session_duration: {spread: 0.1, arrivals: {initial_value: 9}}, error: {probability: 0.25}}}]",
            "simulator: {metrics: {cost: {initial_value: 500}}}").Scenario.Phases[0];

        var cost = Assert.IsType<BrownianDefinition>(Scenarios.Of<CounterDefinition>(phase, "cost").Rate.Process);
        Assert.Equal((500, 0.001, new Volatility(2, TimeSpan.FromSeconds(1))), (cost.InitialValue, cost.Drift, cost.Volatility));
        var sessions = Scenarios.Of<HistogramDefinition>(phase, "session_duration");
        Assert.Equal((0.1, 9.0, TimeSpan.FromMinutes(1)), (sessions.Spread, sessions.Arrivals.Process.InitialValue, sessions.Arrivals.Per));
        Assert.Equal(0.25, Scenarios.Of<ThinnedCounterDefinition>(phase, "error").Probability);
    }

    [Fact]
    public void Relative_numbers_are_multiples_of_the_initial_value_that_the_configuration_gives()
    {
        var phase = Scenarios.Model(
            """
            patterns:
              - overrides:
                  token_usage: {relative: true, process: ornstein_uhlenbeck, volatility: 0.5, mean_reversion: {speed: 0.1, level: 2}, bounds: [0.25, .inf]}
                  session_duration: {relative: true, bounds: [0.5, 4], arrivals: {relative: true, process: constant, initial_value: 3}}
                  tool_usage: {relative: true, initial_value: 0.5, drift: 0.25}
                  cost: {relative: false, volatility: 7}
            repeat: false
            """,
            "simulator: {metrics: {token_usage: {initial_value: 5000}, session_duration: {initial_value: 600, arrivals: {initial_value: 8}}}}").Scenario.Phases[0];

        Assert.Equal(
            new OrnsteinUhlenbeckDefinition(5000, 0.1, 10_000, new Volatility(2500, TimeSpan.FromHours(1)), new Bounds(1250, double.PositiveInfinity)),
            Scenarios.Of<CounterDefinition>(phase, "token_usage").Rate.Process);
        var sessions = Scenarios.Of<HistogramDefinition>(phase, "session_duration");
        Assert.Equal(new BrownianDefinition(600, 0, new Volatility(30, TimeSpan.FromHours(1)), new Bounds(300, 2400)), sessions.Median);
        Assert.Equal((new ConstantDefinition(24), TimeSpan.FromMinutes(1)), (sessions.Arrivals.Process, sessions.Arrivals.Per));
        Assert.Equal(new BrownianDefinition(15, 7.5, new Volatility(0.2, TimeSpan.FromHours(1))), Scenarios.Of<CounterDefinition>(phase, "tool_usage").Rate.Process);
        Assert.Equal(7, Assert.IsType<BrownianDefinition>(Scenarios.Of<CounterDefinition>(phase, "cost").Rate.Process).Volatility.Value);
    }

    [Theory]
    [InlineData("process: geometric_brownian, drift: 0.5, volatility: 0.25, initial_value: 2", "process: geometric_brownian, drift: 0.5, volatility: 0.25, initial_value: 20")]
    [InlineData("process: jump_diffusion, drift: 1, jumps: {mean: 2, standard_deviation: 3}", "process: jump_diffusion, drift: 10, jumps: {mean: 20, standard_deviation: 30}, initial_value: 10")]
    [InlineData("process: jump_diffusion, drift: 1, bounds: [0.5, 2], jumps: {sizes: lognormal, mean: 2}", "process: jump_diffusion, drift: 1, bounds: [5, 20], jumps: {sizes: lognormal, mean: 2}, initial_value: 10")]
    [InlineData("process: regime_switching, regimes: {busy: {volatility: 1, mean_reversion: {speed: 1, level: 3}}}", "process: regime_switching, regimes: {busy: {volatility: 10, mean_reversion: {speed: 1, level: 30}}}, initial_value: 10")]
    public void Relative_numbers_are_those_in_the_unit_of_the_path(string relative, string absolute)
    {
        const string Gauge = "simulator: {metrics: {queue: {type: gauge, initial_value: 10}}}";
        GaugeDefinition Queue(string overrides) => Scenarios.Of<GaugeDefinition>(Scenarios.Model($"patterns: [{{duration: 1h, overrides: {{queue: {{{overrides}}}}}}}]", Gauge).Scenario.Phases[0], "queue");

        Assert.Equal(Queue(absolute), Queue("relative: true, " + relative));
    }

    [Theory]
    [InlineData("process: ornstein_uhlenbeck, initial_value: 7, mean_reversion: {speed: 0.1}", 7)]
    [InlineData("process: ornstein_uhlenbeck, initial_value: 7, mean_reversion: {speed: 0.1, level: 0}", 0)]
    [InlineData("process: ornstein_uhlenbeck, initial_value: 7, mean_reversion: {speed: 0.1, level: ~}", 7)]
    [InlineData("process: ornstein_uhlenbeck, initial_value: 7", 7)]
    public void A_level_that_is_not_given_is_the_initial_value(string keys, double expected)
    {
        var metrics = Scenarios.Model("patterns: [{duration: 1h}]", $"simulator: {{metrics: {{queue: {{type: gauge, {keys}}}}}}}").Metrics;

        Assert.Equal(expected, Assert.IsType<OrnsteinUhlenbeckDefinition>(Assert.IsType<GaugeDefinition>(metrics[^1]).Process).Level);
    }

    [Fact]
    public void What_a_pattern_says_of_a_metric_that_the_configuration_leaves_out_is_left_out_too()
    {
        var phase = Scenarios.Model(
            "patterns: [{duration: 1h, error_rate: 0.5, overrides: {cost: {volatility: 1}}}]", "simulator: {metrics: {cost: {enabled: false}, error: {enabled: false}}}").Scenario.Phases[0];

        Assert.Equal(["token_usage", "session_duration", "tool_usage"], phase.Metrics.Select(metric => metric.Definition.Key));
    }

    [Theory]
    [InlineData("simulator: {metrics: {session_duration: {arrivals: {per: 1h}}}}", 30)]
    [InlineData("simulator: {metrics: {session_duration: {arrivals: {process: brownian, volatility: 1, bounds: [0, 5], initial_value: 3}}}}", 0.5)]
    [InlineData("simulator: {metrics: {session_duration: {per_series: true, labels: {team: [red, blue]}}}}", 0.25)]
    public void The_session_frequency_is_that_of_all_sessions_in_a_minute(string configuration, double expected)
    {
        var phase = Scenarios.Model("patterns: [{duration: 1h, session_frequency: 0.5}]", configuration).Scenario.Phases[0];

        Assert.Equal(expected, Assert.IsType<ConstantDefinition>(Scenarios.Of<HistogramDefinition>(phase, "session_duration").Arrivals.Process).InitialValue);
    }

    [Fact]
    public void A_path_begins_anew_when_the_pattern_gives_its_initial_value_or_when_it_stands_still()
    {
        var model = Scenarios.Model(
            """
            patterns:
              - duration: 1h
                overrides: {cost: {volatility: 1}, tool_usage: {initial_value: 3}}
            """,
            """
            simulator:
              metrics:
                session_duration: {arrivals: {process: brownian}}
                fixed: {type: gauge, process: constant}
                free: {type: gauge}
            """);

        Assert.Equal(["tool_usage"], model.Scenario.Phases[0].Metrics.Where(metric => metric.BeginsAnew).Select(metric => metric.Definition.Key));
    }

    [Fact]
    public void Metrics_of_a_scenario_come_after_those_of_the_configuration()
    {
        var model = Scenarios.Model("metrics: {queue: {type: gauge}, cost: {help: Dear}}\npatterns: [{duration: 1h}]");

        Assert.Equal(["token_usage", "session_duration", "cost", "tool_usage", "error", "queue"], model.Metrics.Select(metric => metric.Key));
        Assert.Equal("Dear", model.Metrics[2].Help);
        Assert.Equal("Dear", Scenarios.Of<CounterDefinition>(model.Scenario.Phases[0], "cost").Help);
    }

    [Fact]
    public void The_last_pattern_goes_on_for_ever_without_a_duration()
    {
        var scenario = Scenarios.Model("repeat: false\npatterns: [{duration: 1h}, {name: rest}]").Scenario;

        Assert.False(scenario.Repeats);
        Assert.Equal([TimeSpan.FromHours(1), TimeSpan.MaxValue], scenario.Phases.Select(phase => phase.Duration));
    }

    [Theory]
    [InlineData("name: own\npatterns: [{duration: 1h}]", "own")]
    [InlineData("patterns: [{duration: 1h}]", "evening")]
    public void A_scenario_without_a_name_is_called_like_its_file(string yaml, string expected) =>
        Assert.Equal(expected, Scenarios.Model(yaml, file: "/somewhere/evening.yaml").Scenario.Name);

    [Fact]
    public void More_than_1000_patterns_are_refused()
    {
        var draft = ScenarioReader.ReadText("patterns: [" + string.Concat(Enumerable.Repeat("{duration: 1h},", 1001)) + "]", "many.yaml").Draft!;

        var error = Assert.Single(ConfigurationReader.BuiltIn.ToModel(1, DateTimeOffset.UnixEpoch, draft).Errors);

        Assert.StartsWith("many.yaml:1:11: patterns: must have at most 1000 patterns, got 1001.", error.ToString());
    }
}
