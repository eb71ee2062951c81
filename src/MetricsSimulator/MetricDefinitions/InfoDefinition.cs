using MetricsSimulator.Anomalies;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.MetricDefinitions;

/// <summary>An info metric: every label set has the value 1 and says what something is. Its name ends with <c>_info</c>; see <see cref="MetricType.NameViolation"/>.</summary>
public sealed record InfoDefinition : MetricDefinition
{
    /// <summary>Creates an info metric.</summary>
    /// <exception cref="ArgumentException">An argument breaks its rule.</exception>
    public InfoDefinition(string key, string name, string help, LabelSpace labels)
        : base(key, name, help, labels)
    {
    }

    /// <inheritdoc/>
    public override MetricType Type => MetricType.Info;

    /// <inheritdoc/>
    public override AnomalyTargets Target => AnomalyTargets.Info;
}
