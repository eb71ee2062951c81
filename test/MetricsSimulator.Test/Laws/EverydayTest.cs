using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Statistics;

namespace MetricsSimulator.Test.Laws;

/// <summary>The scenario <c>everyday</c>, which is played when nobody says what: it shows something at any hour, and goes on as it began.</summary>
public sealed class EverydayTest
{
    private const string SumOf = ", sum";
    private const double SecondsOfHour = 3600;

    private static readonly DateTimeOffset s_monday = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Within_two_minutes_of_a_start_at_the_quietest_hour_there_is_a_session_and_an_error_with_a_probability_above_0_999()
    {
        var phase = Assert.Single(Model(1).Scenario.Phases);
        var quietest = Enumerable.Range(0, 7 * 24 * 4).Min(quarter => phase.Cycle!.FactorAt(s_monday.AddMinutes(15 * quarter), s_monday));
        // Prometheus does not see counts before the first scrape as an increase, nor those after the last: ten seconds each.
        var seconds = quietest * 100;
        var calls = Definition<CounterDefinition>(phase, "tool_usage").Rate;
        var lowest = LowestWithin(calls.Process, TimeSpan.FromMinutes(2), out var chanceOfLess);
        var sessions = Definition<HistogramDefinition>(phase, "session_duration").Arrivals;
        var errors = Definition<ThinnedCounterDefinition>(phase, "error").Probability;

        Assert.IsType<ConstantDefinition>(sessions.Process);
        var none = Math.Exp(-sessions.Process.InitialValue / sessions.Per.TotalSeconds * seconds) + Math.Exp(-lowest / calls.Per.TotalSeconds * errors * seconds) + chanceOfLess;
        Assert.InRange(none, 0, 0.001);
    }

    [Theory]
    [Trait("takes", "seconds")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void In_thirty_days_nothing_leaves_its_range_is_flat_for_an_hour_or_empty(int seed)
    {
        var model = Model((ulong)seed);
        var phase = model.Scenario.Phases[0];
        var simulator = new Simulator(model);
        var last = Values(simulator);
        for (var hour = 1; hour <= 30 * 24; hour++)
        {
            simulator.AdvanceTo(hour * 360);
            var values = Values(simulator);
            var active = Enumerable.Range(0, 360).Sum(tick => FactorAt(model, hour * 360 - 360 + tick)) / 360;
            foreach (var metric in phase.Metrics.Select(metric => metric.Definition))
            {
                var increase = values[metric.Name] - last[metric.Name];
                Assert.True(increase > 0, $"{metric.Name} is flat in hour {hour}");
                var (least, most) = HourlyRange(phase, metric, active);
                Assert.True(increase >= least && increase <= most, $"{metric.Name} grows by {increase} in hour {hour}, and the range is {least} to {most}");
            }

            // A session lasts the median times e^(spread²/2) on average, give or take that times √(e^(spread²) − 1).
            var sessions = Definition<HistogramDefinition>(phase, "session_duration");
            var count = values[sessions.Name] - last[sessions.Name];
            var mean = (Sum(values, sessions) - Sum(last, sessions)) / count / Math.Exp(sessions.Spread * sessions.Spread / 2);
            var error = 6 * Math.Sqrt((Math.Exp(sessions.Spread * sessions.Spread) - 1) / count);
            Assert.InRange(mean, sessions.Median.Bounds.Lower * (1 - error), sessions.Median.Bounds.Upper * (1 + error));
            last = values;
        }

        using var snapshot = simulator.Acquire();
        Assert.All(snapshot.Layout.Families.SelectMany(family => family.LabelSets.Select(labelSet => snapshot.Values[labelSet.Column + family.Series[^1].Value])), value => Assert.True(value > 0));
    }

    // The bounds lie as far below the level as above it, so that the mean of every path is its level at all times, however often it meets them. Of a time average over
    // T, the variance of a path without bounds is at most 2s²/κT, where s² = σ²/2κ; bounds make it less.
    [Fact]
    [Trait("takes", "minutes")]
    public void Over_a_year_the_levels_hold_quarter_by_quarter()
    {
        const int Days = 91;
        var model = Model(7);
        var phase = model.Scenario.Phases[0];
        var simulator = new Simulator(model);
        var last = Values(simulator);
        for (var quarter = 0; quarter < 4; quarter++)
        {
            var from = quarter * Days * 8640L;
            simulator.AdvanceTo(from + Days * 8640L);
            var values = Values(simulator);
            double active = 0;
            for (var tick = from; tick < from + Days * 8640L; tick++) active += 10 * FactorAt(model, tick);
            foreach (var metric in phase.Metrics.Select(metric => metric.Definition))
            {
                var (rate, process, isCounted) = RateOf(phase, metric);
                var expected = rate * active;
                var relative = process is OrnsteinUhlenbeckDefinition pulled
                    ? pulled.Volatility.PerRootSecond / pulled.Speed / pulled.InitialValue * Math.Sqrt(1 / (Days * 86400.0)) : 0;
                // The hours of a day weigh differently: the sum of the squares of the weights is below the square of the greatest.
                var greatest = Days * 86400.0 / active;
                Expect.Within(metric.Name, values[metric.Name] - last[metric.Name], expected, 5 * (relative * greatest * expected + (isCounted ? Math.Sqrt(expected) : 1)));
            }

            last = values;
        }
    }

    /// <summary>What a path does not fall below within a time of its start, but for a small chance: five standard deviations below its start, by the reflection principle.</summary>
    private static double LowestWithin(ProcessDefinition process, TimeSpan time, out double chance)
    {
        var moments = process.MomentsAfter(time);
        chance = 2 * 2.9e-7;
        return moments.Mean - 5 * Math.Sqrt(moments.Variance);
    }

    /// <summary>The rate of a metric in a second of the peak at its level, the process that it is proportional to, and whether single events are counted.</summary>
    private static (double Rate, ProcessDefinition Process, bool IsCounted) RateOf(Phase phase, MetricDefinition metric) => metric switch
    {
        CounterDefinition counter => (counter.Rate.Process.InitialValue / counter.Rate.Per.TotalSeconds, counter.Rate.Process, counter.Accumulate == Accumulation.Poisson),
        HistogramDefinition histogram => (histogram.Arrivals.Process.InitialValue / histogram.Arrivals.Per.TotalSeconds, histogram.Arrivals.Process, true),
        ThinnedCounterDefinition thinned when RateOf(phase, Definition<CounterDefinition>(phase, thinned.Of)) is var parent => (parent.Rate * thinned.Probability, parent.Process, true),
        _ => throw new InvalidOperationException(metric.Key),
    };

    // Between the bounds, give or take six standard deviations of a Poisson number.
    private static (double Least, double Most) HourlyRange(Phase phase, MetricDefinition metric, double active)
    {
        var (rate, process, isCounted) = RateOf(phase, metric);
        var (least, most) = process is ConstantDefinition ? (1, 1) : (process.Bounds.Lower / process.InitialValue, process.Bounds.Upper / process.InitialValue);
        var peak = rate * active * SecondsOfHour;
        return isCounted
            ? (least * peak - 6 * Math.Sqrt(least * peak), most * peak + 6 * Math.Sqrt(most * peak))
            : (least * peak * (1 - 1e-9) - 1, most * peak * (1 + 1e-9) + 1);
    }

    private static double FactorAt(SimulationModel model, long tick) =>
        model.Scenario.Phases[0].Cycle!.FactorAt(model.Timeline.InstantOf(tick), model.Timeline.Start);

    private static T Definition<T>(Phase phase, string key)
        where T : MetricDefinition => Assert.IsType<T>(phase.Metrics.Single(metric => metric.Definition.Key == key).Definition);

    // As it is played without any option.
    private static SimulationModel Model(ulong seed)
    {
        var joined = ConfigurationReader.BuiltIn.ToModel(seed, s_monday, ScenarioReader.Find(BuiltInScenarios.Everyday).Draft!);
        Assert.Empty(joined.Errors);
        return joined.Model!;
    }

    private static double Sum(Dictionary<string, double> values, HistogramDefinition histogram) => values[histogram.Name + SumOf];

    // The total of each metric: of a histogram, the count, and beside it the sum.
    private static Dictionary<string, double> Values(Simulator simulator)
    {
        using var snapshot = simulator.Acquire();
        var totals = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var family in snapshot.Layout.Families)
        {
            var count = family.Series[^1].Value;
            totals[family.Name] = family.LabelSets.Sum(labelSet => snapshot.Values[labelSet.Column + count]);
            if (family.Series.Length > 1) totals[family.Name + SumOf] = family.LabelSets.Sum(labelSet => snapshot.Values[labelSet.Column + family.Series[^2].Value]);
        }

        return totals;
    }
}
