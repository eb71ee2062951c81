namespace MetricsSimulator.Sessions;

/// <summary>What a phase of a scenario can change in the work of a team.</summary>
/// <param name="Parameters">The distributions of the sessions that start in the phase, and the prices of the calls that end in it.</param>
/// <param name="Joined">The number of developers who have joined: the first of the team. The others start no session.</param>
/// <param name="SessionsFactor">The factor of the intensity at which developers start sessions, from the first cell that begins in the phase.</param>
internal readonly record struct TeamPhase(SessionParameters Parameters, int Joined = int.MaxValue, double SessionsFactor = 1);
