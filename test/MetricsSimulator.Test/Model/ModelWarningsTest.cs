using MetricsSimulator.Configuration;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Test.Model;

public class ModelWarningsTest
{
    [Fact]
    public void A_geometric_rate_that_leaves_the_doubles_is_told_with_its_time()
    {
        var (key, warning) = Assert.Single(Warnings("own: {type: counter, process: geometric_brownian, initial_value: 1, drift: 0.1}"));

        Assert.Equal("own", key);
        Assert.Equal("the rate grows without end: after about 1.0 hours it is at 1E+150, where it is held. Give it bounds, or less drift", warning);
    }

    [Fact]
    public void Bounds_or_a_falling_median_need_no_warning()
    {
        Assert.Empty(Warnings("own: {type: counter, process: geometric_brownian, initial_value: 1, drift: 0.1, bounds: [0, 100]}"));
        Assert.Empty(Warnings("own: {type: counter, process: geometric_brownian, initial_value: 1, drift: 0.1, volatility: 0.5}"));
    }

    [Fact]
    public void A_name_that_Prometheus_writes_itself_is_told()
    {
        var (key, warning) = Assert.Single(Warnings("own: {type: gauge, name: up}"));

        Assert.Equal("own", key);
        Assert.StartsWith("Prometheus itself writes up for every target", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{type: counter, process: geometric_brownian, initial_value: 1, drift: 1}")]
    [InlineData("{type: counter, initial_value: 1, drift: 1e300}")]
    [InlineData("{type: histogram, buckets: [1], process: geometric_brownian, initial_value: 1, drift: 1, spread: 10, arrivals: {process: constant, initial_value: 1000}}")]
    [InlineData("{type: histogram, buckets: [1], initial_value: 300, spread: 10, arrivals: {process: constant, initial_value: 1000}}")]
    public void What_grows_without_end_stays_a_finite_number(string metric)
    {
        var simulator = new Simulator(Read($"own: {metric}"));
        simulator.AdvanceTo(2000);
        using var snapshot = simulator.Acquire();

        Assert.All(snapshot.Values.ToArray(), value => Assert.True(double.IsFinite(value), $"{value} is no finite number"));
    }

    private static (string Key, string Warning)[] Warnings(string metric) => [.. ModelWarnings.Of(Read(metric))];

    private static SimulationModel Read(string metric)
    {
        var result = ConfigurationReader.ReadText($"simulator:\n  update_interval: 1s\n  catalogue: none\n  metrics:\n    {metric}", "own.yaml");
        return result.Configuration!.ToModel(1, DateTimeOffset.UnixEpoch);
    }
}
