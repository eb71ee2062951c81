using System.Globalization;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Processes;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Model;

/// <summary>Warns of properties that a model may have but that its author probably does not want.</summary>
public static class ModelWarnings
{
    /// <summary>How far ahead to look for paths that grow without end.</summary>
    private const double Years = 1;

    // Prometheus documentation, "Jobs and instances", section "Automatically generated labels and time series".
    private static readonly string[] s_ownNames =
    [
        "up", "scrape_duration_seconds", "scrape_samples_post_metric_relabeling", "scrape_samples_scraped", "scrape_series_added",
        "scrape_timeout_seconds", "scrape_sample_limit", "scrape_body_size_bytes", "ALERTS", "ALERTS_FOR_STATE",
    ];

    /// <summary>The warnings of a model, each with the key of the metric.</summary>
    public static IEnumerable<(string Key, string Warning)> Of(SimulationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return BoundRisk.Warnings(model).Concat(model.Metrics.Where(metric => s_ownNames.Contains(metric.Name, StringComparer.Ordinal)).Select(metric =>
            (metric.Key, $"Prometheus itself writes {metric.Name} for every target; a metric of that name mixes with it. Choose another name"))).Concat(Growing(model));
    }

    private static IEnumerable<(string Key, string Warning)> Growing(SimulationModel model)
    {
        foreach (var phase in model.Scenario.Phases)
        {
            var metrics = phase.Metrics.IsEmpty ? model.Metrics : phase.Metrics.Select(metric => metric.Definition);
            foreach (var metric in metrics)
            {
                var (process, subject) = ProcessesOf(metric).FirstOrDefault(path => SecondsToLimit(path.Process) < Math.Min(phase.Duration.TotalSeconds, Years * 365 * 86_400));
                if (process is null) continue;
                var hours = SecondsToLimit(process) / 3600;
                yield return (metric.Key, string.Create(CultureInfo.InvariantCulture,
                    $"{subject} grows without end: after about {hours:0.0} hours it is at {ProcessDefinition.GreatestValue:R}, where it is held. Give it bounds, or less drift"));
            }
        }
    }

    // Half of all paths have passed the limit by then: the median of a geometric path is x₀·exp((μ − σ²/2)·t).
    private static double SecondsToLimit(ProcessDefinition process)
    {
        if (process is not GeometricBrownianDefinition geometric || geometric.InitialValue <= 0 || geometric.Bounds.Upper < ProcessDefinition.GreatestValue)
            return double.PositiveInfinity;
        var growth = geometric.Drift - geometric.Volatility.PerRootSecond * geometric.Volatility.PerRootSecond / 2;
        return growth <= 0 ? double.PositiveInfinity : DeterministicMath.Log(ProcessDefinition.GreatestValue / geometric.InitialValue) / growth;
    }

    private static (ProcessDefinition Process, string Subject)[] ProcessesOf(MetricDefinition metric) => metric switch
    {
        GaugeDefinition gauge => [(gauge.Process, "the path")],
        CounterDefinition counter => [(counter.Rate.Process, "the rate")],
        HistogramDefinition histogram => [(histogram.Median, "the median"), (histogram.Arrivals.Process, "the number of arrivals")],
        _ => [],
    };
}
