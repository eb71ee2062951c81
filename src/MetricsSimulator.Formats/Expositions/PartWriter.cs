using MetricsSimulator.Formats.Buffers;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.Expositions;

/// <summary>Renders parts of an exposition, one after another. Not thread-safe: each thread has its own; reusable.</summary>
internal sealed class PartWriter
{
    private readonly LabelOdometer _odometer = new();

    /// <summary>Renders a part.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="part">One of its parts.</param>
    /// <param name="snapshot">A snapshot of its layout.</param>
    /// <param name="end">The end of every sample's line.</param>
    /// <param name="output">The destination.</param>
    public void Write(ExpositionPlan plan, ExpositionPart part, Snapshot snapshot, ReadOnlySpan<byte> end, OutputBuffer output)
    {
        if (part.Family < 0)
        {
            output.Write(plan.Format.End);
            return;
        }

        var text = plan.Families[part.Family];
        var family = text.Family;
        var values = snapshot.ValuesOf(family);
        var stride = family.Stride;
        if (part.First == 0) output.Write(text.Metadata);
        if (part.First == part.End || Staleness.AreMarkers(values[(part.First * stride)..(part.End * stride)])) return;
        _odometer.Start(text.Head, text.Closing, family.Labels, family.Range.First + part.First);
        if (text.HasOneLine)
        {
            foreach (var value in values[part.First..part.End])
            {
                text.WriteSample(output, _odometer.Stem, _odometer.LastPair, value, end);
                _odometer.MoveNext();
            }

            return;
        }

        for (var i = part.First; i < part.End; i++)
        {
            text.WriteSamples(output, _odometer.Text, values.Slice(i * stride, stride), end);
            _odometer.MoveNext();
        }
    }
}
