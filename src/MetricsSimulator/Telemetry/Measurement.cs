namespace MetricsSimulator.Telemetry;

/// <summary>What an event of a session adds to one of the eight counters.</summary>
/// <param name="Key">Identifies the counter: the number of its metric in <see cref="TelemetryMetric.All"/>, and the values of its attributes.</param>
/// <param name="Amount">The amount in units of the metric; 0 or more.</param>
internal readonly record struct Measurement(CounterKey Key, long Amount);
