using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Test.Laws;

/// <summary>Law 4: a counter never falls; a histogram's buckets, sum and count never fall, and its buckets are cumulative in every snapshot.</summary>
public sealed class HonestPrometheusTest
{
    [Theory]
    [MemberData(nameof(ShippedModels.Names), MemberType = typeof(ShippedModels))]
    public void A_week_of_a_shipped_model_is_honest(string name) => ExpectHonest(ShippedModels.Of(name), 60_480);

    [Theory]
    [InlineData(BoundRule.Clamp)]
    [InlineData(BoundRule.Reflect)]
    public void Rates_that_fall_to_zero_over_and_over_are_honest(BoundRule rule)
    {
        var labels = new LabelSpace([new LabelDimension("a", ["x", "y", "z"], [1, 5, 10])]);
        var wild = new BrownianDefinition(1, -0.1, new Volatility(10, TimeSpan.FromSeconds(1)), new Bounds(0, 100), rule);
        ExpectHonest(
            new SimulationModel(
                4, new Timeline(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(1)),
                [
                    new CounterDefinition("a", "a_total", "", labels, new RateDefinition(wild)),
                    new CounterDefinition("b", "b_total", "", labels, new RateDefinition(wild), resolution: 0.01),
                    new CounterDefinition("c", "c_total", "", labels, new RateDefinition(wild), accumulate: Accumulation.Poisson),
                    new ThinnedCounterDefinition("d", "d_total", "", labels, "c", 0.5),
                    new HistogramDefinition("e", "e", "", labels, wild, 2, [0.001, 1, 50], new RateDefinition(wild)),
                ]),
            20_000);
    }

    private static void ExpectHonest(SimulationModel model, int ticks)
    {
        var simulator = new Simulator(model);
        var before = new double[simulator.Layout.ValueCount];
        for (var k = 0; k < ticks; k++)
        {
            simulator.AdvanceTo(k);
            using var snapshot = simulator.Acquire();
            foreach (var family in snapshot.Layout.Families.Where(family => family.Type != MetricType.Gauge))
            {
                var values = snapshot.ValuesOf(family);
                for (var i = 0; i < values.Length; i++)
                    if (!(values[i] >= before[family.ValueOffset + i])) Assert.Fail($"{family.Name} fell in tick {k}: {before[family.ValueOffset + i]} → {values[i]}");
                if (family.Type == MetricType.Histogram) ExpectCumulative(family, values, k);
            }

            snapshot.Values.CopyTo(before);
        }
    }

    private static void ExpectCumulative(MetricFamily family, ReadOnlySpan<double> values, int tick)
    {
        for (var i = 0; i < values.Length; i += family.Stride)
            for (var b = 1; b < family.Stride - 1; b++)
                if (values[i + b] < values[i + b - 1]) Assert.Fail($"{family.Name} is not cumulative in tick {tick}.");
    }
}
