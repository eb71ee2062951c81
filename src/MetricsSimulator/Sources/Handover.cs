namespace MetricsSimulator.Sources;

/// <summary>How a source continues from the one that it replaces, when a model is reloaded or another scenario begins.</summary>
/// <param name="Tick">The tick at which it begins.</param>
/// <param name="GoesOn">Whether everything continues; otherwise only counts do, and the rest restarts.</param>
/// <param name="PastOf">Gives the replaced source as it is when it simulates all label sets of the metric with the given name.</param>
internal sealed record Handover(long Tick, bool GoesOn, Func<string, Source> PastOf);
