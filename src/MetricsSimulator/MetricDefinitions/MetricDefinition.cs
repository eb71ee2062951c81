using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.MetricDefinitions;

/// <summary>One metric: its name, its labels and, in the derived types, how its values are made.</summary>
public abstract record MetricDefinition
{
    /// <summary>Creates the part that all metrics share.</summary>
    /// <exception cref="ArgumentException">An argument breaks its rule.</exception>
    private protected MetricDefinition(string key, string name, string help, LabelSpace labels)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(help);
        ArgumentNullException.ThrowIfNull(labels);
        Rule.Require(NameViolation(name), "name");
        Rule.Require(Rule.Printable(help), "help");
        Key = key;
        Name = name;
        Help = help;
        Labels = labels;
    }

    /// <summary>The name of the metric in configuration files: <c>token_usage</c>.</summary>
    public string Key { get; }

    /// <summary>The name of the family in Prometheus.</summary>
    public string Name { get; }

    /// <summary>The help text; may be empty.</summary>
    public string Help { get; }

    /// <summary>The label sets.</summary>
    public LabelSpace Labels { get; private init; }

    /// <summary>The unit of its values, for dashboards and charts, such as <c>seconds</c>; empty when the end of the name gives it.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The type of the family.</summary>
    public abstract MetricType Type { get; }

    /// <summary>The target that this metric is for anomalies.</summary>
    public abstract AnomalyTargets Target { get; }

    /// <summary>The finite upper bounds of a histogram's buckets, ascending; +∞ is added by the exposition. Other types have none.</summary>
    public virtual ImmutableArray<double> Buckets => [];

    /// <summary>The number of values that a snapshot has for each label set, see <see cref="MetricFamily.Stride"/>.</summary>
    public int Stride => FamilySeries.StrideOf(Type.SeriesOf(Buckets));

    /// <summary>The number of time series that Prometheus stores for the label sets.</summary>
    public long SeriesCount => (long)Labels.Count * Type.SeriesOf(Buckets).Length;

    /// <summary>Whether another metric has the same series, although its parameters may differ. A phase may change a metric to such another one.</summary>
    public virtual bool HasSeriesOf(MetricDefinition other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return GetType() == other.GetType() && Key == other.Key && Name == other.Name && Labels.Equals(other.Labels);
    }

    /// <summary>The same metric with other label sets.</summary>
    public MetricDefinition WithLabels(LabelSpace labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return this with { Labels = labels };
    }

    /// <summary>
    /// The rule that a metric name breaks; null if it breaks none. A name is <c>[a-zA-Z_:][a-zA-Z0-9_:]*</c>. Source: Prometheus, "Data model", section "Metric names
    /// and labels".
    /// </summary>
    public static string? NameViolation(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or ':')
            ? null
            : Rule.Broken("a metric name is a letter, _ or : and then letters, digits, _ and :", name);
    }
}
