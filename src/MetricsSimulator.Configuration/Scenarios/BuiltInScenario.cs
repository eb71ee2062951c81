namespace MetricsSimulator.Configuration.Scenarios;

/// <summary>A scenario that is part of the program.</summary>
/// <param name="Name">Its name: <c>degradation</c>.</param>
/// <param name="Description">A description, in one line.</param>
/// <param name="Text">Its text, as in the folder <c>scenarios</c>.</param>
public sealed record BuiltInScenario(string Name, string Description, string Text)
{
    /// <summary>Whether it is one for a team, which needs a workload.</summary>
    public bool NeedsWorkload { get; init; }

    private const string SchemaLine = "# yaml-language-server:";

    /// <summary>The text without the line that names the schema for editors, because a copy of the file has no schema beside it.</summary>
    public string Copy => Text.StartsWith(SchemaLine, StringComparison.Ordinal) ? Text[(Text.IndexOf('\n', StringComparison.Ordinal) + 1)..] : Text;
}
