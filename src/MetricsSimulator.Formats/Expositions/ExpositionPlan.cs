using MetricsSimulator.Metrics;

namespace MetricsSimulator.Formats.Expositions;

/// <summary>
/// The plan for rendering snapshots of one layout in one format: the encoded families, and the parts into which the work is split.
/// </summary>
internal sealed class ExpositionPlan
{
    // Large enough that a part costs far more than assigning it, small enough that all cores finish together.
    private const int ValuesPerPart = 8192;

    /// <summary>Makes the plan.</summary>
    /// <param name="layout">The layout of the snapshots.</param>
    /// <param name="format">The format.</param>
    public ExpositionPlan(Layout layout, ExpositionFormat format)
    {
        Format = format;
        Layout = layout;
        Families = [.. layout.Families.Select(family => new FamilyText(family, format))];
        var parts = new List<ExpositionPart>();
        for (var f = 0; f < Families.Length; f++)
        {
            var family = Families[f].Family;
            var size = Math.Max(1, ValuesPerPart / family.Stride);
            // A family without label sets still has metadata, which belongs to the family that continues it too.
            for (var first = 0L; first < Math.Max(1, family.Range.Count); first += size)
                parts.Add(new ExpositionPart(f, (int)first, (int)Math.Min(first + size, family.Range.Count)));
        }

        if (!format.End.IsEmpty) parts.Add(new ExpositionPart(-1, 0, 0));
        Parts = [.. parts];
    }

    /// <summary>The layout that the plan is for.</summary>
    public Layout Layout { get; }

    /// <summary>The format.</summary>
    public ExpositionFormat Format { get; }

    /// <summary>The families in the order of the exposition.</summary>
    public FamilyText[] Families { get; }

    /// <summary>The parts in the order of the exposition.</summary>
    public ExpositionPart[] Parts { get; }
}
