using MetricsSimulator.Cli.Dashboards;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.MetricDefinitions;

namespace MetricsSimulator.Test.Dashboards;

/// <summary>Who begins at the quietest hour of the scenario <c>everyday</c> sees the whole Overview within two minutes.</summary>
public sealed class QuietestHourTest
{
    private static readonly DateTimeOffset s_monday = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan s_twoMinutes = TimeSpan.FromMinutes(2);

    // That a path of which one step is normal is five standard deviations too low, at the end or, by reflection, at any time before.
    private const double Lower = 2 * 2.9e-7;

    private static readonly Board s_overview = Boards.All["Specification: Overview"];

    [Fact]
    public void Every_panel_shows_something_with_a_probability_of_0_999()
    {
        var (_, factor) = Quietest();
        var phase = Assert.Single(Boards.RunOf(null, "everyday").Model.Scenario.Phases);
        var definitions = phase.Metrics.ToDictionary(metric => metric.Definition.Name, metric => metric.Definition, StringComparer.Ordinal);
        foreach (var panel in s_overview.Panels)
        {
            var none = panel.Queries.SelectMany(query => query.Query.Selectors).Select(selector => selector.Metric.Name).Distinct(StringComparer.Ordinal).Sum(name => NoneOf(definitions[name]) + Lower);
            Assert.True(none <= 0.001, $"{panel.Title} is empty with a probability of {none}");
        }

        double NoneOf(MetricDefinition definition)
        {
            // Prometheus does not see counts before the first scrape as an increase, nor those after the last: ten seconds each.
            var seconds = factor * (s_twoMinutes.TotalSeconds - 20);
            switch (definition)
            {
                case HistogramDefinition histogram:
                    return Math.Exp(-LeastOf(histogram.Arrivals) * seconds);
                case ThinnedCounterDefinition thinned:
                    var calls = (CounterDefinition)definitions.Values.Single(parent => parent.Key == thinned.Of);
                    return Math.Exp(-LeastOf(calls.Rate) * thinned.Probability * seconds);
                case CounterDefinition { Accumulate: Accumulation.Poisson } counter:
                    return Math.Exp(-LeastOf(counter.Rate) * seconds);
                case CounterDefinition counter:
                    // An integral of a rate above zero always grows; what is shown of it has to grow by several steps.
                    Assert.True(LeastOf(counter.Rate) * seconds > 100 * counter.Resolution);
                    return 0;
                default:
                    throw new ArgumentException($"{definition.Name} is of a type that the Overview has not shown so far.", nameof(definition));
            }
        }
    }

    [Fact]
    public void Twenty_runs_show_it()
    {
        var (start, _) = Quietest();
        for (ulong seed = 1; seed <= 20; seed++)
        {
            var recorded = new RecordedRun(Boards.RunOf(null, "everyday", seed, start), []);
            var run = SampledRun.Of(RunSpan.Between(recorded, start, start + s_twoMinutes), s_overview.Metrics.Select(metric => metric.Name).ToHashSet(StringComparer.Ordinal), 1, CancellationToken.None);
            foreach (var panel in s_overview.Panels)
            {
                foreach (var query in panel.Queries)
                {
                    var values = Enumerable.Range(1, 11).SelectMany(tenSeconds => query.Query.Answer(run, new Evaluation(run.Times[tenSeconds], TimeSpan.FromMinutes(1), s_twoMinutes)));
                    Assert.True(values.Any(value => value.Value > 0), $"{panel.Title}, {query.Legend}: nothing with seed {seed}");
                }
            }
        }
    }

    private static (DateTimeOffset Start, double Factor) Quietest()
    {
        var cycle = Assert.Single(Boards.RunOf(null, "everyday").Model.Scenario.Phases).Cycle!;
        return Enumerable.Range(0, 7 * 24 * 4).Select(quarter => s_monday.AddMinutes(15 * quarter)).Select(start => (start, cycle.FactorAt(start, s_monday))).MinBy(moment => moment.Item2);
    }

    // Per second: five standard deviations below where the path is in the mean after the two minutes.
    private static double LeastOf(RateDefinition rate)
    {
        var moments = rate.Process.MomentsAfter(s_twoMinutes);
        return (moments.Mean - 5 * Math.Sqrt(moments.Variance)) / rate.Per.TotalSeconds;
    }
}
