namespace MetricsSimulator.Anomalies;

/// <summary>One anomaly of a run, as the ground truth records it.</summary>
/// <param name="Id">Its identifier, the same in every run of the same scenario or journal.</param>
/// <param name="Definition">What it does.</param>
/// <param name="FirstTick">The first tick of its window.</param>
/// <param name="EndTick">The first tick after its window.</param>
/// <param name="Start">The instant of the first tick.</param>
/// <param name="End">The instant of the end tick.</param>
public sealed record Anomaly(string Id, AnomalyDefinition Definition, long FirstTick, long EndTick, DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>The identifier of the anomaly that its cascade began with; its own if it follows none.</summary>
    public string RootId { get; init; } = Id;

    /// <summary>Whether a tick is in its window.</summary>
    public bool IsActiveAt(long tick) => tick >= FirstTick && tick < EndTick;

    /// <summary>Whether it was ended before it began, so that its window is empty.</summary>
    public bool IsCancelled => EndTick <= FirstTick;

    /// <summary>
    /// Why it changes nothing; null when it may change something. The reason follows from the models in its window, not from chance: for example, its metric counts nothing there, or
    /// no longer has the label sets.
    /// </summary>
    public string? Idleness { get; init; }
}
