using MetricsSimulator.Randomness;

namespace MetricsSimulator.Sessions;

/// <summary>A tool that a model uses.</summary>
/// <param name="Name">Its name, as in <c>Bash</c>.</param>
/// <param name="InteractiveShare">Its share of the tool calls in interactive prompts; shares are divided by their sum.</param>
/// <param name="DelegatedShare">Its share of the tool calls in delegated prompts and subagents.</param>
/// <param name="Seconds">How long it takes, in addition to <see cref="LeastSeconds"/>.</param>
/// <param name="ResultTokens">The median of the tokens that its result adds to the context.</param>
public sealed record Tool(string Name, double InteractiveShare, double DelegatedShare, LognormalDistribution Seconds, double ResultTokens)
{
    /// <summary>The minimum duration, in seconds.</summary>
    public double LeastSeconds { get; init; }

    /// <summary>The probability that it fails.</summary>
    public double Failures { get; init; }

    /// <summary>The name of the error when it fails.</summary>
    public string ErrorType { get; init; } = "Error";

    /// <summary>Whether the user is asked for permission when the session does not run on its own.</summary>
    public bool Asks { get; init; }

    /// <summary>Output tokens for each line of code that it writes; 0 when it writes none.</summary>
    public double TokensPerLine { get; init; }

    /// <summary>Whether it removes lines of code too.</summary>
    public bool RemovesLines { get; init; }

    /// <summary>Whether it runs builds, tests and commits, as Bash does.</summary>
    public bool RunsCommands { get; init; }

    /// <summary>Whether it starts a subagent.</summary>
    public bool StartsSubagent { get; init; }

    /// <summary>Whether it activates a skill for the rest of the prompt.</summary>
    public bool ActivatesSkill { get; init; }

    /// <summary>Whether it is a tool of an MCP server.</summary>
    public bool IsFromMcp => Name.StartsWith("mcp__", StringComparison.Ordinal);

    /// <summary>Whether decisions about this tool are counted, as for Edit, Write and NotebookEdit.</summary>
    public bool EditsCode => TokensPerLine > 0;
}
