namespace MetricsSimulator.Cli.Help;

/// <summary>A part of a help text.</summary>
internal abstract record HelpBlock
{
    private HelpBlock()
    {
    }

    /// <summary>Sentences.</summary>
    /// <param name="Text">The sentences, in one line.</param>
    internal sealed record Paragraph(string Text) : HelpBlock;

    /// <summary>The usage of a command: <c>claude-metrics-simulator check FILE...</c>.</summary>
    /// <param name="Text">The command with placeholders.</param>
    internal sealed record Usage(string Text) : HelpBlock;

    /// <summary>A term and its meaning: an option, a command, a variable.</summary>
    /// <param name="Term">The term.</param>
    /// <param name="Meaning">Its meaning, in one line.</param>
    internal sealed record Item(string Term, string Meaning) : HelpBlock;

    /// <summary>A command that works unchanged.</summary>
    /// <param name="Meaning">A description that ends with a colon.</param>
    /// <param name="Command">The command, in one line.</param>
    internal sealed record Example(string Meaning, string Command) : HelpBlock;
}
