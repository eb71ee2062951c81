namespace MetricsSimulator.Test.Otlp;

/// <summary>A point that a store got.</summary>
internal sealed record StoredPoint(string Metric, string Attributes, int Temporality, DateTimeOffset Start, DateTimeOffset Time, double Value)
{
    /// <summary>Its metric and its attributes.</summary>
    public string Series => $"{Metric} {Attributes}";
}
