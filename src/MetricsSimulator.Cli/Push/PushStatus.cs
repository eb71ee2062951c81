namespace MetricsSimulator.Cli.Push;

/// <summary>The state of the push of a run.</summary>
/// <param name="NextTick">The first tick that the receiver has not acknowledged.</param>
/// <param name="LostSamples">How many samples the receiver refused for good.</param>
/// <param name="Trouble">The current problem, such as <c>connection refused</c>; null for none.</param>
internal sealed record PushStatus(long NextTick, long LostSamples, string? Trouble);
