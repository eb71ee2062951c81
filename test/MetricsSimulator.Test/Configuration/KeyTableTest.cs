using System.Globalization;
using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Metrics;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Test.Configuration;

public class KeyTableTest
{
    private static readonly KeyTable[] s_tables = [.. RootKeys.Table.Reachable.Union(ScenarioKeys.Table.Reachable)];

    [Fact]
    public void Limits_of_the_schema_are_those_of_the_model()
    {
        var limited = s_tables.SelectMany(table => table.Keys).OfType<Key<double>>().Distinct().Where(key => key.Rule.Schema.Find("minimum") is not null).ToArray();

        Assert.True(limited.Length >= 10);
        Assert.All(limited, key =>
        {
            var (least, most) = (Limit(key, "minimum"), Limit(key, "maximum"));
            Assert.Null(key.Rule.Violation(least));
            Assert.Null(key.Rule.Violation(most));
            Assert.NotNull(key.Rule.Violation(double.BitDecrement(least)));
            Assert.NotNull(key.Rule.Violation(double.BitIncrement(most)));
        });
    }

    [Fact]
    public void Every_key_of_a_metric_is_written_but_the_one_that_leaves_it_out()
    {
        var labels = new LabelSpace([LabelDimension.Generate("worker", 2, "w")]);
        var rate = new RateDefinition(new BrownianDefinition(1, 1, new Volatility(1, TimeSpan.FromHours(1))));
        MetricDefinition[] metrics =
        [
            new CounterDefinition("a", "a", "", labels, rate, resolution: 1),
            new CounterDefinition("b", "b", "", labels, rate, resolution: 0.01),
            new GaugeDefinition("c", "c", "", labels, new OrnsteinUhlenbeckDefinition(1, 1, 1)) { Unit = "jobs" },
            new GaugeDefinition("f", "f", "", labels, new JumpDiffusionDefinition(1, new Jumps(1, TimeSpan.FromHours(1)))),
            new GaugeDefinition("g", "g", "", labels, new RegimeSwitchingDefinition(1, new Regime(TimeSpan.FromHours(1)), new Regime(TimeSpan.FromHours(1)))),
            new HistogramDefinition("d", "d", "", labels, new ConstantDefinition(1), 1, [1], rate),
            new ThinnedCounterDefinition("e", "e", "", labels, "a", 0.5),
        ];

        var written = metrics.SelectMany(metric => MetricForms.Table.Write(metric).Entries).Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);

        var unwritten = MetricForms.Table.Keys.Select(key => key.Name).Where(name => !written.Contains(name));
        Assert.Equal(["enabled"], unwritten);
    }

    [Fact]
    public void Definitions_of_a_schema_have_names_of_their_own() => Assert.Equal(s_tables.Length, s_tables.DistinctBy(table => table.Definition).Count());

    private static double Limit(Key<double> key, string keyword) =>
        double.Parse(((ScalarNode)key.Rule.Schema.Find(keyword)!.Value).Text, CultureInfo.InvariantCulture);
}
