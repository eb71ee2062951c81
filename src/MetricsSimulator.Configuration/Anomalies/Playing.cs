namespace MetricsSimulator.Configuration.Anomalies;

/// <summary>What the times of planned anomalies are counted in.</summary>
/// <param name="Name">What it is: <c>the pattern</c>.</param>
/// <param name="Length">How long it lasts; <see cref="TimeSpan.MaxValue"/> for ever.</param>
internal readonly record struct Playing(string Name, TimeSpan Length);
