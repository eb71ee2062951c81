namespace MetricsSimulator.Events;

/// <summary>A property of an event: a name and a value.</summary>
/// <param name="Name">The name, as in <c>user.email</c>.</param>
/// <param name="Value">A <see cref="string"/>, <see cref="long"/>, <see cref="double"/> or <see cref="bool"/>.</param>
public readonly record struct EventAttribute(string Name, object Value);
