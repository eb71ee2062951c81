using System.Collections.Immutable;

namespace MetricsSimulator.Sessions;

/// <summary>The tools that models use.</summary>
public sealed class Toolbox : IEquatable<Toolbox>
{
    /// <summary>Creates a toolbox.</summary>
    /// <param name="all">The tools, in the order in which they are drawn.</param>
    /// <exception cref="ArgumentException"><see cref="Violation(ImmutableArray{Tool})"/> names a broken rule.</exception>
    public Toolbox(ImmutableArray<Tool> all)
    {
        Rule.Require(Violation(all), "tools");
        All = all;
    }

    /// <summary>
    /// The tools of Claude Code. Medians of times, failures and shares of Bash, Read and Edit come from TraceLab (arXiv 2606.30560) and from one long project;
    /// the other values are chosen so that a step adds 1,700 tokens to the context.
    /// </summary>
    public static Toolbox Default { get; } = new(
    [
        new("Bash", .545, .32, new(.12, 1.1), 150) { LeastSeconds = .25, Failures = .15, ErrorType = "ShellError", Asks = true, RunsCommands = true },
        new("Read", .160, .38, new(.036, 1.0), 560) { Failures = .01, ErrorType = MissingFile },
        new("Edit", .173, .03, new(.095, 1.0), 145) { Failures = .01, ErrorType = MissingFile, Asks = true, TokensPerLine = 25, RemovesLines = true },
        new("Grep", .018, .12, new(.12, 1.0), 200),
        new("Glob", .005, .06, new(.09, 1.0), 95),
        new("Write", .030, .02, new(.10, 1.0), 70) { Failures = .04, ErrorType = MissingFile, Asks = true, TokensPerLine = 12 },
        new("TodoWrite", .022, .01, new(.012, .8), 50),
        new("Agent", .010, 0, new(.18, .5), 720) { Failures = .02, StartsSubagent = true },
        new("WebFetch", .004, .02, new(5, 1.0), 720) { Failures = .06, Asks = true },
        new("WebSearch", .004, .02, new(8, .8), 1200) { Failures = .01, Asks = true },
        new("AskUserQuestion", .008, 0, new(120, 2.1), 65) { Failures = .10 },
        new("ExitPlanMode", .0035, 0, new(50, 1.9), 120) { Failures = .10 },
        new("Skill", .004, 0, new(.05, 1.0), 960) { Failures = .01, ActivatesSkill = true },
        new("mcp__server__tool", .0125, .02, new(.8, 1.6), 400) { Failures = .05, Asks = true },
        new("NotebookEdit", .001, 0, new(.10, 1.0), 120) { Failures = .02, ErrorType = MissingFile, Asks = true, TokensPerLine = 25, RemovesLines = true },
    ]);

    private const string MissingFile = "Error:ENOENT";

    /// <summary>The tools, in the order in which they are drawn.</summary>
    public ImmutableArray<Tool> All { get; }

    /// <summary>The rule that the tools break; null if they break none.</summary>
    public static string? Violation(ImmutableArray<Tool> tools) =>
        MixRule.Violation(tools.Select(tool => tool.InteractiveShare)) ?? MixRule.Violation(tools.Select(tool => tool.DelegatedShare))
        ?? tools.Select(Violation).FirstOrDefault(violation => violation is not null)
        ?? (tools.Any(tool => tool.StartsSubagent) ? null : "must have a tool that starts subagents; its share may be 0");

    /// <summary>The rule that a tool breaks; null if it breaks none.</summary>
    public static string? Violation(Tool tool)
    {
        ArgumentNullException.ThrowIfNull(tool);
        return tool is { StartsSubagent: true, DelegatedShare: > 0 }
            ? Rule.Broken($"must be 0 for {tool.Name}, because subagents would start subagents without end", tool.DelegatedShare)
            : null;
    }

    /// <inheritdoc/>
    public bool Equals(Toolbox? other) => other is not null && All.AsSpan().SequenceEqual(other.All.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Toolbox);

    /// <inheritdoc/>
    public override int GetHashCode() => All.Length;
}
