namespace MetricsSimulator.Cli.Help;

/// <summary>An example of how a command is used.</summary>
/// <param name="Meaning">What it does, ending in a colon.</param>
/// <param name="Arguments">The arguments after the name of the program, as a shell takes them.</param>
internal sealed record Example(string Meaning, string Arguments)
{
    /// <summary>What a shell takes before the name of the program; empty for nothing.</summary>
    public string Before { get; init; } = "";

    /// <summary>The whole command.</summary>
    public string Command => $"{Before}{CommandPage.Program} {Arguments}";
}
