using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Statistics;

namespace MetricsSimulator.Test.Laws;

/// <summary>The built-in scenarios against the numbers that the specification gives them, over 40 seeds.</summary>
public sealed class ScenarioNumbersTest
{
    private const int Seeds = 40;

    // A Friday, so that a weekend follows.
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("normal", 60, 0.9, 1.45)]
    [InlineData("load_test", 30, 3.5, double.PositiveInfinity)]
    [InlineData("degradation", 45, 0, 0.95)]
    public void In_every_run_the_token_rate_ends_where_its_drift_leads(string name, int minutes, double above, double below)
    {
        for (var seed = 1ul; seed <= Seeds; seed++)
        {
            var tokens = Run(name, seed, minutes * 6).Totals("otel_claude_code_token_usage_tokens_total");
            var ratio = (tokens[^1] - tokens[^31]) / 300 / ((tokens[1] - tokens[0]) / 10);
            Assert.True(ratio > above && ratio < below, $"seed {seed}: the last five minutes have {ratio:F2} times the rate of the first tick");
        }
    }

    [Theory]
    [InlineData("normal", 60, 0.05)]
    [InlineData("load_test", 30, 2.0)]
    [InlineData("degradation", 45, -0.1)]
    public void Over_all_runs_the_tokens_are_those_of_the_drift(string name, int minutes, double drift)
    {
        double[] tokens = [.. Runs(name, minutes * 6).Select(run => run.Totals("otel_claude_code_token_usage_tokens_total")[^1])];
        var n = minutes * 6;
        // The sum of n ticks of ten seconds of a Brownian rate: mean and variance in closed form.
        var mean = 10 * (1000 * n + drift * 10 * n * (n - 1) / 2);
        var variance = 50.0 * 50 / 3600 * 1000 * (n - 1) * n * (2 * n - 1) / 6;
        Expect.Mean("tokens", tokens, mean, variance);
    }

    [Theory]
    [InlineData("normal", 60, 0.1, 0.001)]
    [InlineData("load_test", 30, 1.0, 0.01)]
    [InlineData("degradation", 45, 0.05, 0.1)]
    public void Sessions_tool_calls_and_errors_are_as_many_as_the_scenario_says(string name, int minutes, double sessionsPerMinute, double errorRate)
    {
        var runs = Runs(name, minutes * 6).ToArray();
        var sessions = sessionsPerMinute * minutes;
        Expect.Mean("sessions", [.. runs.Select(run => run.Totals("otel_claude_code_session_duration_seconds")[^1])], sessions, sessions);

        var calls = 30 * sessionsPerMinute / 0.1 * minutes;
        // The intensity wanders by 0.2 a root hour of 30: its integral over the run adds its variance to that of the Poisson number.
        var hours = minutes / 60.0;
        var wandering = Math.Pow(0.2 * sessionsPerMinute / 0.1 * 60, 2) * hours * hours * hours / 3;
        Expect.Mean("tool calls", [.. runs.Select(run => run.Totals("otel_claude_code_tool_usage_total")[^1])], calls, calls + wandering);
        Expect.Mean(
            "errors", [.. runs.Select(run => run.Totals("otel_claude_code_error_total")[^1])], errorRate * calls, errorRate * calls + errorRate * errorRate * wandering);
    }

    [Fact]
    [Trait("takes", "seconds")]
    public void A_night_has_a_tenth_of_the_day_and_a_weekend_three_tenths_of_a_weekday()
    {
        double friday = 0, night = 0, saturday = 0;
        foreach (var run in Runs("daily_cycle", 48 * 360))
        {
            var calls = run.Totals("otel_claude_code_tool_usage_total");
            friday += calls[16 * 360] - calls[10 * 360];
            // From 19:00, when the shoulder has ended, to 22:00, when the weekend begins to come.
            night += calls[22 * 360] - calls[19 * 360];
            saturday += calls[40 * 360] - calls[34 * 360];
        }

        // Three hours against six. The intensity of a run has a standard deviation of 0.2·√22 of 30 at most; the counts are Poisson.
        var relative = Math.Sqrt(Math.Pow(0.2 * Math.Sqrt(22) / 30, 2) / Seeds);
        Expect.Within("night over day", night * 2 / friday, 0.1, 5 * 0.1 * Math.Sqrt(1 / night + 1 / friday + 2 * relative * relative));
        Expect.Within("weekend over weekday", saturday / friday, 0.3, 5 * 0.3 * Math.Sqrt(1 / saturday + 1 / friday + 2 * relative * relative));
    }

    private static IEnumerable<ScenarioRun> Runs(string name, int ticks) => Enumerable.Range(1, Seeds).Select(seed => Run(name, (ulong)seed, ticks));

    private static ScenarioRun Run(string name, ulong seed, int ticks)
    {
        var result = ConfigurationReader.BuiltIn.ToModel(seed, Start, ScenarioReader.Find(name).Draft!);
        Assert.Empty(result.Errors);
        return new ScenarioRun(result.Model!, ticks);
    }

    /// <summary>The totals of a run, tick by tick.</summary>
    private sealed class ScenarioRun
    {
        private readonly Dictionary<string, double[]> _totals = [];

        public ScenarioRun(SimulationModel model, int ticks)
        {
            var simulator = new Simulator(model);
            foreach (var family in simulator.Layout.Families) _totals[family.Name] = new double[ticks + 1];
            // The last tick of a round is looked at before the next round begins.
            for (var k = 0; k <= ticks; k++)
            {
                simulator.AdvanceTo(k);
                using var snapshot = simulator.Acquire();
                foreach (var family in snapshot.Layout.Families)
                {
                    var values = snapshot.ValuesOf(family);
                    double sum = 0;
                    // Of a histogram, the count.
                    for (var i = family.Series[^1].Value; i < values.Length; i += family.Stride) sum += values[i];
                    _totals[family.Name][k] = sum;
                }
            }
        }

        public double[] Totals(string name) => _totals[name];
    }
}
