using MetricsSimulator.Anomalies;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Model;

namespace MetricsSimulator.Test.Anomalies;

/// <summary>Law 5: the same run without the anomaly is equal outside its window, in every increment of what is counted.</summary>
public sealed class CleanTwinTest
{
    public static TheoryData<string, string> KindsAndMetrics
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var kind in AnomalyKinds.All)
                foreach (var metric in Disturbed.Metrics.Where(kind.SuitsMetric)) data.Add(kind.Name, metric.Key);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(KindsAndMetrics))]
    public void An_anomaly_leaves_nothing_behind_after_its_window(string kind, string key)
    {
        var disturbed = Disturbed.With(Disturbed.Anomaly(kind, key));
        var clean = Disturbed.Clean();
        foreach (var metric in Disturbed.Metrics)
        {
            var touched = metric.Key == key || (metric is ThinnedCounterDefinition thinned && thinned.Of == key);
            for (var k = 0; k < Disturbed.Ticks - 1; k++)
            {
                if (metric is GaugeDefinition or InfoDefinition)
                {
                    if (!touched || k is < Disturbed.Begin or >= Disturbed.End) Assert.Equal(clean.At(k, metric.Name), disturbed.At(k, metric.Name));
                    continue;
                }

                if (touched && IsWithin(kind, k)) continue;
                var tolerance = metric.Key == "real" || metric is HistogramDefinition ? 1e-9 * clean.At(k, metric.Name).Max() : 0;
                var expected = clean.Increments(k, metric.Name);
                var found = disturbed.Increments(k, metric.Name);
                for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], tolerance);
            }
        }
    }

    // What is counted in a tick of the window shows at the next tick; what is shown changes with the window itself.
    private static bool IsWithin(string kind, int tick) => kind switch
    {
        "counter_reset" => tick == Disturbed.Begin - 1,
        "dropout" or "two_writers" or "set" => tick is >= Disturbed.Begin - 1 and < Disturbed.End,
        _ => tick is >= Disturbed.Begin and < Disturbed.End,
    };

    [Theory]
    [MemberData(nameof(KindsAndMetrics))]
    public void No_counter_falls_but_at_a_reset(string kind, string key)
    {
        var disturbed = Disturbed.With(Disturbed.Anomaly(kind, key), Disturbed.Anomaly("level_shift", key is "gauge" or "info" ? "counter" : key, 0.3, "{model=\"b\"}"));
        foreach (var metric in Disturbed.Metrics.Where(metric => metric is not (GaugeDefinition or InfoDefinition)))
        {
            for (var k = 0; k < Disturbed.Ticks - 1; k++)
            {
                if (kind == "counter_reset" && metric.Key == key && k == Disturbed.Begin - 1) continue;
                if (kind is "dropout" or "two_writers" or "set" && metric.Key == key) continue;
                Assert.All(disturbed.Increments(k, metric.Name), increment => Assert.True(increment >= 0, $"{metric.Name} falls by {increment:R} at tick {k}"));
            }
        }
    }
}
