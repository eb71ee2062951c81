using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Test.Laws;

/// <summary>The scenario <c>everyday</c> shows something at any hour, and goes on as it began.</summary>
public sealed class EverydayTest
{
    private static readonly DateTimeOffset s_monday = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Within_two_minutes_of_the_quietest_hour_there_is_a_session_and_an_error_with_a_probability_above_0_999()
    {
        var model = Model(1, TimeSpan.FromSeconds(10));
        var phase = Assert.Single(model.Scenario.Phases);
        var quietest = Enumerable.Range(0, 7 * 24 * 4).Min(quarter => phase.Cycle!.FactorAt(s_monday.AddMinutes(15 * quarter), s_monday));
        var sessions = Definition<HistogramDefinition>(phase).Arrivals;
        var calls = phase.Metrics.Select(metric => metric.Definition).OfType<CounterDefinition>().Single(counter => counter.CountsEvents && counter.Accumulate == Accumulation.Poisson).Rate;
        var errors = Definition<ThinnedCounterDefinition>(phase).Probability;
        // What is counted before the first scrape is not seen as an increase: ten seconds for it, and ten for the last.
        var seconds = 100.0;
        var none = Math.Exp(-sessions.Process.InitialValue / sessions.Per.TotalSeconds * quietest * seconds)
            + Math.Exp(-calls.Process.Bounds.Lower / calls.Per.TotalSeconds * errors * quietest * seconds);
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
        var model = Model((ulong)seed, TimeSpan.FromMinutes(1));
        var cycle = model.Scenario.Phases[0].Cycle!;
        var simulator = new Simulator(model);
        var hours = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        var last = Totals(simulator);
        for (var hour = 1; hour <= 30 * 24; hour++)
        {
            simulator.AdvanceTo(60L * hour);
            var totals = Totals(simulator);
            foreach (var (name, total) in totals)
            {
                if (!hours.TryGetValue(name, out var found)) hours[name] = found = [];
                Assert.True(total > last[name], $"{name} is flat in hour {hour}");
                // Without the cycle, what is left is the rate that wanders.
                var middle = model.Timeline.InstantOf(60L * hour - 30);
                found.Add((total - last[name]) / cycle.FactorAt(middle, model.Timeline.Start));
            }

            last = totals;
        }

        foreach (var (name, found) in hours)
        {
            var mean = found.Average();
            Assert.True(found.Min() > mean / 3 && found.Max() < 3 * mean, $"{name} goes from {found.Min()} to {found.Max()} around {mean}");
            Assert.InRange(found.Take(24 * 15).Average() / found.Skip(24 * 15).Average(), 0.85, 1.15);
        }
    }

    private static T Definition<T>(Phase phase) => phase.Metrics.Select(metric => metric.Definition).OfType<T>().Single();

    private static SimulationModel Model(ulong seed, TimeSpan interval)
    {
        var configuration = ConfigurationReader.BuiltIn with { UpdateInterval = interval };
        var joined = configuration.ToModel(seed, s_monday, ScenarioReader.Find("everyday").Draft!);
        Assert.Empty(joined.Errors);
        return joined.Model!;
    }

    private static Dictionary<string, double> Totals(Simulator simulator)
    {
        using var snapshot = simulator.Acquire();
        var totals = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var family in snapshot.Layout.Families)
        {
            var count = family.Series[^1].Value;
            totals[family.Name] = family.LabelSets.Sum(labelSet => snapshot.Values[labelSet.Column + count]);
        }

        return totals;
    }
}
