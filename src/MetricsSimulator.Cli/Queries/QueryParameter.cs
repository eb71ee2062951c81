namespace MetricsSimulator.Cli.Queries;

/// <summary>A number that the reader of a board may change.</summary>
/// <param name="Name">The name of its variable.</param>
/// <param name="Title">What the board calls it.</param>
/// <param name="Value">What it is unless changed.</param>
internal sealed record QueryParameter(string Name, string Title, double Value);
