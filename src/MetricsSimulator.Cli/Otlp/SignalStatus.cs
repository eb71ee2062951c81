namespace MetricsSimulator.Cli.Otlp;

/// <summary>The state of the export of a signal. The numbers are of points or log records.</summary>
/// <param name="Taken">How many the receiver took.</param>
/// <param name="Lost">How many were lost: the receiver rejected them, or did not take them in time.</param>
/// <param name="Waiting">How many wait to be sent.</param>
/// <param name="Trouble">The current problem, such as <c>connection refused</c>; null for none.</param>
internal sealed record SignalStatus(long Taken, long Lost, long Waiting, string? Trouble);
