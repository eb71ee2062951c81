namespace MetricsSimulator.Cli.Help;

/// <summary>An example of the use of a command.</summary>
/// <param name="Meaning">A description that ends with a colon.</param>
/// <param name="Arguments">The arguments after the name of the program, in the form for a shell.</param>
internal sealed record Example(string Meaning, string Arguments)
{
    /// <summary>The text before the name of the program, for a shell; empty for none.</summary>
    public string Before { get; init; } = "";

    /// <summary>The whole command.</summary>
    public string Command => $"{Before}{CommandPage.Program} {Arguments}";
}
