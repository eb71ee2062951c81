namespace MetricsSimulator.Anomalies;

/// <summary>The condition on a metric under which a kind of anomaly can change anything.</summary>
internal enum AnomalyNeed
{
    /// <summary>It only has to exist.</summary>
    Nothing,

    /// <summary>A gauge has values other than 0; anything else counts something.</summary>
    Activity,

    /// <summary>A gauge changes; anything else counts something.</summary>
    Change,

    /// <summary>Its path moves from tick to tick.</summary>
    Movement,

    /// <summary>It counts something, and a cycle makes that differ from hour to hour.</summary>
    Cycle,
}
