using System.Collections.Immutable;

namespace MetricsSimulator.Events;

/// <summary>A monotonic sum with its points.</summary>
/// <param name="Name">Its name, as in <c>claude_code.cost.usage</c>.</param>
/// <param name="Description">What it counts.</param>
/// <param name="Unit">Its unit; empty for none.</param>
/// <param name="Points">Its points; at least one.</param>
public sealed record ExportedSum(string Name, string Description, string Unit, ImmutableArray<ExportedPoint> Points)
{
    /// <summary>Since when its values count, in UTC, if it began again after the start of the export; null if it did not.</summary>
    public DateTimeOffset? Restart { get; init; }
}
