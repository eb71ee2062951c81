namespace MetricsSimulator.Configuration.Anomalies;

/// <summary>The round or pattern from whose start the times of planned anomalies count.</summary>
/// <param name="Name">Its name in messages: <c>the pattern</c>.</param>
/// <param name="Length">Its duration; <see cref="TimeSpan.MaxValue"/> for ever.</param>
internal sealed record Playing(string Name, TimeSpan Length);
