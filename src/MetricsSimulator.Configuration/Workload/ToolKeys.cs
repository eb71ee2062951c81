using System.Collections.Immutable;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Randomness;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Configuration.Workload;

/// <summary>The keys of an item of <c>workload.tools</c>.</summary>
internal static class ToolKeys
{
    private const string AsBefore = "as the tool has it; ";
    private const double MostTokens = SessionBounds.Tokens;
    private const double MostSeconds = SessionBounds.ToolTime / 1000.0;

    // What a tool has that no file describes further.
    private static readonly Tool s_new = new("", 0, 0, new LognormalDistribution(.1, 1), 200);

    private static readonly Key<string> s_name = new("name", ValueKinds.Text, "", "The name. A tool of an MCP server is called `mcp__SERVER__TOOL`.")
    {
        AbsentText = "must be given",
        Rule = new(static name => name.Length == 0 ? Rule.Broken("may not be empty", name) : name.Any(char.IsControl) ? Rule.Broken("may not have control characters", name) : null, ValueRules.NonEmpty.Schema),
    };

    private static readonly Key<double> s_share = new("share", ValueKinds.Number, s_new.InteractiveShare, "Its share of the tool calls of interactive prompts. Shares are divided by their sum.")
    {
        AbsentText = AsBefore + "a new tool needs it",
        Rule = ValueRules.NonNegative,
    };

    private static readonly Key<double> s_delegated = new("share_delegated", ValueKinds.Number, s_new.DelegatedShare,
        "Its share of the tool calls of delegated prompts and subagents. `Agent` has none, because subagents would start subagents without end.")
    {
        AbsentText = AsBefore + "0",
        Rule = ValueRules.NonNegative,
    };

    private static readonly Key<LognormalDistribution> s_seconds = new("seconds", LognormalKind.Instance, s_new.Seconds, "How long it takes, in seconds, in addition to `least_seconds`.")
    {
        AbsentText = AsBefore + "`[0.1, 1]`",
    };

    private static readonly Key<double> s_least = new("least_seconds", ValueKinds.Number, s_new.LeastSeconds, "How long it takes at least, in seconds.")
    {
        AbsentText = AsBefore + "0",
        Rule = ValueRules.Between<double>(0, MostSeconds, static seconds => seconds is >= 0 and <= MostSeconds ? null : Rule.Broken($"must be from 0 to {MostSeconds}", seconds)),
    };

    private static readonly Key<double> s_tokens = new("result_tokens", ValueKinds.Number, s_new.ResultTokens, "The median of the tokens that its result adds to the context.")
    {
        AbsentText = AsBefore + "200",
        Rule = ValueRules.Between<double>(1, MostTokens, static tokens => tokens is >= 1 and <= MostTokens ? null : Rule.Broken($"must be from 1 to {MostTokens}", tokens)),
    };

    private static readonly Key<double> s_failures = new("failures", ValueKinds.Number, s_new.Failures, "The probability that it fails.")
    {
        AbsentText = AsBefore + "0",
        Rule = ValueRules.Probability,
    };

    private static readonly Key<bool> s_asks = new("asks", ValueKinds.Flag, s_new.Asks, "Whether it needs the user's permission in sessions that ask for it.")
    {
        AbsentText = AsBefore + "`false`",
    };

    public static readonly KeyTable<Tool> Table = new("tool", "workload.tools[]",
        "A tool. If it has the name of a tool of Claude Code, what is not given stays. Otherwise it is added.",
        [
            s_name.From((Tool tool) => tool.Name),
            s_share.From((Tool tool) => tool.InteractiveShare),
            s_delegated.From((Tool tool) => tool.DelegatedShare),
            s_seconds.From((Tool tool) => tool.Seconds),
            s_least.From((Tool tool) => tool.LeastSeconds),
            s_tokens.From((Tool tool) => tool.ResultTokens),
            s_failures.From((Tool tool) => tool.Failures),
            s_asks.From((Tool tool) => tool.Asks),
        ])
    {
        Required = [s_name],
    };

    /// <summary>Reads the tools from a list, and replaces those that it names. If there are errors, it reports them and returns the tools that it replaces.</summary>
    /// <param name="at">The list.</param>
    /// <param name="tools">The tools to start from.</param>
    public static Toolbox Read(Cursor at, Toolbox tools)
    {
        var errors = at.Errors.Count;
        var all = tools.All.ToList();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in at.EnterItems("a list of tools"))
        {
            if (Table.Read(item) is not { } block) continue;
            if (!block.Has(s_name)) item.Report("needs a name", s_name.Explanation);
            if (block.Value(s_name) is not { Length: > 0 } name) continue;
            if (!names.Add(name)) item.Report(Rule.Broken("must have a name that no other tool in the list has", name), s_name.Explanation);
            var place = all.FindIndex(tool => tool.Name == name);
            if (place < 0 && !block.Has(s_share)) item.Report("needs a share, because Claude Code has no tool of this name", s_share.Explanation);
            var read = ReadOne(block, place < 0 ? s_new with { Name = name } : all[place]);
            if (Toolbox.Violation(read) is { } violation) block.Blame(s_delegated).Report(violation, s_delegated.Explanation);
            if (place < 0) all.Add(read);
            else all[place] = read;
        }

        ImmutableArray<Tool> together = [.. all];
        return at.Errors.Count > errors || !at.Check(Toolbox.Violation(together)) ? tools : new Toolbox(together);
    }

    /// <summary>The list from which <see cref="Read"/> reads the same tools, starting from those of Claude Code; null if nothing differs from them.</summary>
    public static ListNode? Write(Toolbox tools)
    {
        var others = tools.All.Except(Toolbox.Default.All).ToImmutableArray();
        return others.IsEmpty ? null : new ListNode(default, [.. others.Select(Table.Write)]);
    }

    private static Tool ReadOne(Block block, Tool tool) => tool with
    {
        InteractiveShare = Given(block, s_share, tool.InteractiveShare),
        DelegatedShare = Given(block, s_delegated, tool.DelegatedShare),
        Seconds = Given(block, s_seconds, tool.Seconds),
        LeastSeconds = Given(block, s_least, tool.LeastSeconds),
        ResultTokens = Given(block, s_tokens, tool.ResultTokens),
        Failures = Given(block, s_failures, tool.Failures),
        Asks = Given(block, s_asks, tool.Asks),
    };

    private static T Given<T>(Block block, Key<T> key, T absent)
        where T : notnull => block.Has(key) ? block.Value(key) : absent;
}
