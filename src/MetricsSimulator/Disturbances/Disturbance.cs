using System.Collections.Immutable;
using MetricsSimulator.Anomalies;

namespace MetricsSimulator.Disturbances;

/// <summary>What the anomalies of one tick do to the series of one metric. Immutable and thread-safe.</summary>
/// <param name="entries">The anomalies, each with the label sets that it acts on; null for all.</param>
/// <param name="scaleAt">What rates are multiplied by when the cycle runs ahead by a time.</param>
internal sealed class Disturbance(ImmutableArray<Disturbance.Entry> entries, Func<TimeSpan, double> scaleAt)
{
    /// <summary>Finds what is done to a series.</summary>
    /// <param name="labelSet">Its number in the state of the metric.</param>
    /// <param name="influence">What is done; nothing when this returns false.</param>
    public bool TryOf(int labelSet, out Influence influence)
    {
        influence = new Influence();
        var any = false;
        foreach (var entry in entries)
        {
            if (entry.Selection is not null && !entry.Selection[labelSet]) continue;
            entry.Apply(ref influence);
            any = true;
        }

        return any;
    }

    /// <summary>What rates are multiplied by when the cycle runs ahead by a time.</summary>
    public double ScaleAt(TimeSpan shift) => scaleAt(shift);

    /// <summary>One anomaly at one moment.</summary>
    internal abstract record Entry(bool[]? Selection)
    {
        /// <summary>Adds what it does to a series.</summary>
        public abstract void Apply(ref Influence influence);
    }

    /// <summary>An anomaly of a kind.</summary>
    internal sealed record OfKind(AnomalyKind Kind, AnomalyMoment Moment, bool[]? Selection) : Entry(Selection)
    {
        public override void Apply(ref Influence influence) => Kind.Apply(Moment, ref influence);
    }

    /// <summary>Label sets that are there only while a cardinality explosion has them, and then with a part of the metric.</summary>
    internal sealed record Extra(bool[]? Selection, double Share) : Entry(Selection)
    {
        public override void Apply(ref Influence influence)
        {
            influence.Factor *= Share;
            influence.Hidden |= Share == 0;
        }
    }
}
