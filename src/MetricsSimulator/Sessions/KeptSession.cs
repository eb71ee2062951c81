namespace MetricsSimulator.Sessions;

/// <summary>What is kept of an open session; its plan is made again.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Passed">The number of its events that have happened.</param>
/// <param name="Parameters">The distributions with which it was planned; null when it was not planned yet.</param>
internal readonly record struct KeptSession(SessionAddress Address, int Passed, SessionParameters? Parameters);
