using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Test.Laws;

/// <summary>
/// Law 5: the truth is known. The path that drives a counter can be shown beside it, and explains every increment to the last unit.
/// </summary>
public sealed class TruthTest
{
    [Theory]
    [InlineData("token_usage")]
    [InlineData("cost")]
    public void The_rate_behind_a_counter_of_the_catalogue_explains_every_increment(string key)
    {
        var model = ShippedModels.Of("catalogue");
        var counter = (CounterDefinition)model.Metrics.Single(metric => metric.Key == key);
        var rate = new GaugeDefinition(counter.Key, counter.Name, counter.Help, counter.Labels, counter.Rate.Process, counter.Split);
        var counts = new Simulator(new SimulationModel(model.Seed, model.Timeline, [counter]));
        var rates = new Simulator(new SimulationModel(model.Seed, model.Timeline, [rate]));
        var steps = 1 / counter.Resolution;
        var totals = new double[counter.Labels.Count];
        for (var k = 0; k < 8640; k++)
        {
            counts.AdvanceTo(k);
            rates.AdvanceTo(k);
            using var shown = counts.Acquire();
            using var truth = rates.Acquire();
            for (var i = 0; i < totals.Length; i++)
            {
                Assert.Equal(Math.Floor(totals[i]) / Math.Round(steps), shown.Values[i]);
                totals[i] += truth.Values[i] * (model.Timeline.UpdateInterval / counter.Rate.Per * Math.Round(steps));
            }
        }
    }
}
