namespace MetricsSimulator.Anomalies;

/// <summary>One anomaly of a run: the ground truth about what, where and when. Immutable and thread-safe.</summary>
/// <param name="Id">What it is known by, the same in every run of the same scenario or journal.</param>
/// <param name="Definition">What it is.</param>
/// <param name="FirstTick">The first tick of its window.</param>
/// <param name="EndTick">The first tick after its window.</param>
/// <param name="Start">The instant of the first tick.</param>
/// <param name="End">The instant of the end tick.</param>
public sealed record Anomaly(string Id, AnomalyDefinition Definition, long FirstTick, long EndTick, DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>Whether a tick lies in its window.</summary>
    public bool IsActiveAt(long tick) => tick >= FirstTick && tick < EndTick;
}
