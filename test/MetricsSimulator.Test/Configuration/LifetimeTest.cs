using MetricsSimulator.Configuration;
using MetricsSimulator.Model;

namespace MetricsSimulator.Test.Configuration;

public class LifetimeTest
{
    [Fact]
    public void A_label_whose_values_live_for_a_time_is_read_and_written()
    {
        var model = Read("{count: 50, prefix: w, lifetime: 2h}");

        var label = model.Metrics[0].Labels.Dimensions[0];
        Assert.Equal((50, "w", TimeSpan.FromHours(2), "w-0.0"), (label.Count, label.Prefix, label.Lifetime, label.Value(0)));
        var written = new EffectiveConfiguration(ConfigurationReader.BuiltIn, model).ToYaml();
        Assert.Contains("lifetime: 2h", written, StringComparison.Ordinal);
        Assert.Equal(model, ConfigurationReader.ReadText(written, "effective.yaml").Configuration!.ToModel(1, DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public void Without_a_lifetime_values_stay()
    {
        var label = Read("{count: 50, prefix: w}").Metrics[0].Labels.Dimensions[0];

        Assert.Equal((null, "w0"), (label.Lifetime, label.Value(0)));
    }

    private static SimulationModel Read(string label) =>
        ConfigurationReader.ReadText($"simulator: {{catalogue: none, metrics: {{own: {{type: gauge, labels: {{worker: {label}}}}}}}}}", "own.yaml")
            .Configuration!.ToModel(1, DateTimeOffset.UnixEpoch);
}
