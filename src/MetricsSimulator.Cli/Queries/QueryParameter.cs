namespace MetricsSimulator.Cli.Queries;

/// <summary>A number that the reader of a board or of rules may change.</summary>
/// <param name="Name">The name of its variable, or of the series that a rule records.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Value">Its default value.</param>
internal sealed record QueryParameter(string Name, string Title, double Value);
