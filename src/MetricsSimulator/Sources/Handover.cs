namespace MetricsSimulator.Sources;

/// <summary>How a source goes on from the one that it replaces, when a model is reloaded or another scenario begins.</summary>
/// <param name="Tick">The tick at which it begins.</param>
/// <param name="GoesOn">Whether everything goes on; otherwise only what was counted does, and the rest begins again.</param>
/// <param name="PastOf">The replaced source as it is when it simulates all label sets of a metric, whose name is given.</param>
internal sealed record Handover(long Tick, bool GoesOn, Func<string, Source> PastOf);
