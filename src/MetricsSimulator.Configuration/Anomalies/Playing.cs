namespace MetricsSimulator.Configuration.Anomalies;

/// <summary>The round or pattern from whose start the times of planned anomalies are counted.</summary>
/// <param name="Name">What it is: <c>the pattern</c>.</param>
/// <param name="Length">How long it lasts; <see cref="TimeSpan.MaxValue"/> for ever.</param>
internal readonly record struct Playing(string Name, TimeSpan Length);
