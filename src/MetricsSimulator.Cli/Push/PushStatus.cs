namespace MetricsSimulator.Cli.Push;

/// <summary>How the pushing of a run stands.</summary>
/// <param name="NextTick">The first tick that the receiver has not acknowledged.</param>
/// <param name="LostSamples">How many samples the receiver refused for good.</param>
/// <param name="Trouble">What holds the pushing up, such as <c>connection refused</c>; null when nothing does.</param>
internal sealed record PushStatus(long NextTick, long LostSamples, string? Trouble);
