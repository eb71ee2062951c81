using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Test.Laws;
using MetricsSimulator.Test.Processes;
using MetricsSimulator.Test.Statistics;

namespace MetricsSimulator.Test.Model;

public sealed class BoundRiskTest
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(-0.3)]
    public void The_probability_of_meeting_a_bound_is_that_of_simulated_paths(double drift)
    {
        // Many short steps: a path that is seen only at ticks meets the bound a little later than the true one, by 0.58·σ√Δ
        // (Broadie, Glasserman and Kou, "A continuity correction for discrete barrier options", 1997), which the distance allows for.
        const int Count = 10_000;
        const int Steps = 1000;
        var step = TimeSpan.FromMilliseconds(100);
        var distance = 10 - 0.5826 * Math.Sqrt(step.TotalSeconds);
        var process = new BrownianDefinition(distance, drift, new Volatility(1, TimeSpan.FromSeconds(1)));
        var met = new bool[Count];
        foreach (var tick in SampledPaths.Sample(process, Count, step, [.. Enumerable.Range(1, Steps)]))
            for (var i = 0; i < Count; i++) met[i] |= tick[i] == 0;
        var expected = BoundRisk.ProbabilityOfMeetingBound(new BrownianDefinition(10, drift, process.Volatility), 1, Steps * step);
        // The correction is right to o(√Δ): allow a tenth of what it corrects on top of the sampling error.
        Expect.Within("met", met.Count(path => path) / (double)Count, expected, 5 * Math.Sqrt(expected * (1 - expected) / Count) + 0.1 * 0.5826 * Math.Sqrt(step.TotalSeconds) / 10);
    }

    [Theory]
    [InlineData(0, 0, 1e-300, 1)]
    [InlineData(0, 1e308, 1, 1)]
    [InlineData(10, 0, 5e-324, 0)]
    public void The_probability_of_meeting_a_bound_is_a_number(double distance, double drift, double volatility, double expected)
    {
        var process = new BrownianDefinition(distance, drift, new Volatility(volatility, TimeSpan.FromHours(1)));
        var found = BoundRisk.ProbabilityOfMeetingBound(process, 1, TimeSpan.FromHours(24));
        Assert.InRange(found, 0, 1);
        Assert.Equal(expected, found);
    }

    [Theory]
    [MemberData(nameof(ShippedModels.Names), MemberType = typeof(ShippedModels))]
    public void No_shipped_model_is_split_too_finely(string name) => Assert.Empty(BoundRisk.Warnings(ShippedModels.Of(name)));

    [Theory]
    [InlineData(2, false)]
    [InlineData(1000, true)]
    public void Many_label_sets_are_warned_of_and_few_are_not(int count, bool warned)
    {
        var labels = new LabelSpace([LabelDimension.Generate("worker", count, "w")]);
        var gauge = new GaugeDefinition("g", "g", "", labels, new BrownianDefinition(100, 0, new Volatility(10, TimeSpan.FromHours(24))));
        var model = new SimulationModel(1, new Timeline(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(10)), [gauge]);
        Assert.Equal(warned, BoundRisk.Warnings(model).Any());
    }
}
