using MetricsSimulator.Cli.Scoring.Dependence;
using MetricsSimulator.Cli.Scoring.PromQL;
using MetricsSimulator.Metrics;
using MetricsSimulator.Scoring;
using MetricsSimulator.Scoring.Alerts;

namespace MetricsSimulator.Cli.Scoring.Evaluation;

/// <summary>Writes the series <c>ALERTS</c> of an alerting rule: 1 while an instance is pending, and in another series while it fires.</summary>
internal static class AlertsBlock
{
    private const string State = "alertstate";

    /// <summary>Writes them as a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="trace">The states of the rule's instances.</param>
    /// <exception cref="IOException">The disk cannot take more.</exception>
    public static void Write(RecordedBlock block, AlertTrace trace)
    {
        for (var instance = 0; instance < trace.Activity.InstanceCount; instance++)
        {
            var spans = trace.SpansOf(instance);
            foreach (var isFiring in (ReadOnlySpan<bool>)[false, true])
            {
                foreach (var span in spans)
                {
                    if (span.IsFiring != isFiring) continue;
                    for (var k = trace.Silent.NextOut(span.First); k < span.End; k = trace.Silent.NextOut(k + 1)) block.Add(k, 1);
                    if (span.Marker >= 0) block.Add(span.Marker, Staleness.Marker);
                }

                block.Write(block.SeriesOf(LabelsOf(trace.Activity.LabelsOf(instance), isFiring)));
            }
        }

        block.Commit();
    }

    /// <summary>The labels of a series.</summary>
    /// <param name="instance">The labels of the instance.</param>
    /// <param name="isFiring">Whether it is the series for the time in which the instance fires.</param>
    public static SortedLabels LabelsOf(SortedLabels instance, bool isFiring)
    {
        var labels = new List<KeyValuePair<string, string>> { new(Selector.NameLabel, RuleReading.Alerts), new(State, isFiring ? "firing" : "pending") };
        for (var i = 0; i < instance.Count; i++)
            if (instance.NameAt(i) is not (State or Selector.NameLabel)) labels.Add(new(instance.NameAt(i), instance.ValueAt(i)));
        return SortedLabels.Of(labels);
    }
}
