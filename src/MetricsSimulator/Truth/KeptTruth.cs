using System.Collections.Immutable;
using MetricsSimulator.Metrics;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Truth;

/// <summary>The anomalies that a <see cref="TruthSource"/> shows, each with the object that is its series.</summary>
/// <param name="Key">The key of the source.</param>
/// <param name="Shown">The label set of each anomaly that is shown, by its identifier.</param>
internal sealed record KeptTruth(string Key, ImmutableDictionary<string, LabelSet> Shown) : KeptSource(Key)
{
    /// <inheritdoc/>
    public override long Bytes => 256L * Shown.Count;
}
