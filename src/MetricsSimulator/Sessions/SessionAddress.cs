namespace MetricsSimulator.Sessions;

/// <summary>Identifies a session in a run. The address determines everything that happens in the session.</summary>
/// <param name="Developer">The number of the developer in the team.</param>
/// <param name="Cell">The number of the cell in which it starts.</param>
/// <param name="Ordinal">Its number among the starts of the developer in the cell, from 0.</param>
/// <param name="Start">When it starts, in milliseconds since the Unix epoch.</param>
/// <param name="Cause">The <see cref="Sessions.Cause.Number"/> of the cause that adds it; 0 for a usual session.</param>
internal readonly record struct SessionAddress(int Developer, uint Cell, int Ordinal, long Start, ulong Cause = 0);
