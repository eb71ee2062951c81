using System.Collections.Immutable;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Sessions;
using static MetricsSimulator.Configuration.Workload.SessionParameter;

namespace MetricsSimulator.Configuration.Workload;

/// <summary>The keys of the block <c>workload.parameters</c>.</summary>
internal static class SessionParameterKeys
{
    private static readonly ImmutableArray<SessionParameter> s_all =
    [
        OfPreset("delegated", "The share of the sessions that are one delegated prompt.", p => p.Delegated, (p, v) => p with { Delegated = v }),
        Count("prompts", "The median number of prompts in an interactive session.", p => p.Prompts, (p, v) => p with { Prompts = v }),
        OfPreset("prompt_spread", "The spread of that number: the standard deviation of its natural logarithm.", p => p.PromptSpread, (p, v) => p with { PromptSpread = v }, SpreadRule),
        OfPreset("no_tool", "The share of the interactive prompts that are answered without tools.", p => p.NoTool, (p, v) => p with { NoTool = v }),
        Share("no_tool_delegated", "The share of the delegated prompts that are answered without tools.", p => p.DelegatedNoTool, (p, v) => p with { DelegatedNoTool = v }),
        Lognormal("steps", "The number of steps of an interactive prompt: model calls that use tools.", p => p.Steps, (p, v) => p with { Steps = v }),
        Lognormal("steps_delegated", "The number of steps of a delegated prompt or a subagent.", p => p.DelegatedSteps, (p, v) => p with { DelegatedSteps = v }),
        Spread("autonomy_spread", "By how much interactive sessions differ in their steps.", p => p.AutonomySpread, (p, v) => p with { AutonomySpread = v }),
        OfPreset("one_tool", "The share of the steps of interactive prompts that use one tool.", p => p.OneTool, (p, v) => p with { OneTool = v }),
        OfPreset("one_tool_delegated", "The share of the steps of delegated prompts and subagents that use one tool.", p => p.OneToolDelegated, (p, v) => p with { OneToolDelegated = v }),
        OfPreset("opus", "The share of the interactive sessions that use the model of the role `opus`.", p => p.Opus, (p, v) => p with { Opus = v }),
        Share("opus_delegated", "The share of the delegated sessions and subagents that use it.", p => p.OpusDelegated, (p, v) => p with { OpusDelegated = v }),
        Share("haiku", "The share of the other interactive sessions that use the model of the role `haiku`.", p => p.Haiku, (p, v) => p with { Haiku = v }),
        Share("haiku_delegated", "The share of the other delegated sessions and subagents that use it.", p => p.HaikuDelegated, (p, v) => p with { HaikuDelegated = v }),
        Share("large_window", "The share of the sessions with a context window of a million tokens; never with the role `haiku`.", p => p.LargeWindow, (p, v) => p with { LargeWindow = v }),
        Tokens("large_limit", "The context above which a session with such a window compacts.", p => p.LargeLimit, (p, v) => p with { LargeLimit = v }),
        Tokens("small_limit", "The context above which other threads compact.", p => p.SmallLimit, (p, v) => p with { SmallLimit = v }),
        Tokens("manual_limit", "The context from which on users compact.", p => p.ManualLimit, (p, v) => p with { ManualLimit = v }),
        Share("manual_compactions", "The probability that a user compacts such a context before a prompt.", p => p.ManualCompactions, (p, v) => p with { ManualCompactions = v }),
        Lognormal("summary", "The tokens of the summary that a compaction leaves.", p => p.Summary, (p, v) => p with { Summary = v }),
        Lognormal("base", "The tokens of the system prompt, the tools and the memory of a session.", p => p.Base, (p, v) => p with { Base = v }),
        Lognormal("base_of_subagent", "The same of a subagent.", p => p.SubagentBase, (p, v) => p with { SubagentBase = v }),
        Share("warm", "The probability that the base is in the cache when a thread starts.", p => p.Warm, (p, v) => p with { Warm = v }),
        Number("cache_seconds", "The gap, in seconds, after which the cache has forgotten a context.", p => p.CacheSeconds, (p, v) => p with { CacheSeconds = v }),
        Share("evictions", "The probability that it has forgotten it earlier.", p => p.Evictions, (p, v) => p with { Evictions = v }),
        Share("auto_mode", "The share of the interactive sessions that ask for no permission.", p => p.AutoMode, (p, v) => p with { AutoMode = v }),
        Share("interrupts", "The probability that the user interrupts an interactive prompt that uses tools.", p => p.Interrupts, (p, v) => p with { Interrupts = v }),
        Lognormal("prompt_tokens", "The tokens of a prompt.", p => p.PromptTokens, (p, v) => p with { PromptTokens = v }),
        Lognormal("typing", "How long a user types, in seconds; never longer than the wait before.", p => p.Typing, (p, v) => p with { Typing = v }),
        Lognormal("reply", "The wait before the next prompt when the user replies, in seconds.", p => p.Reply, (p, v) => p with { Reply = v }),
        Lognormal("absence", "The wait before the next prompt when the user is absent, in seconds.", p => p.Absence, (p, v) => p with { Absence = v }),
        Share("replies", "The share of the waits that are replies.", p => p.Replies, (p, v) => p with { Replies = v }),
        Spread("pace_spread", "By how much sessions differ in their waits.", p => p.PaceSpread, (p, v) => p with { PaceSpread = v }),
        Lognormal("output", "The output tokens of a call in an interactive session.", p => p.Output, (p, v) => p with { Output = v }),
        Lognormal("output_delegated", "The output tokens of a call in a delegated session or a subagent.", p => p.DelegatedOutput, (p, v) => p with { DelegatedOutput = v }),
        Number("prompt_seconds", "The seconds from a prompt to its first call.", p => p.PromptSeconds, (p, v) => p with { PromptSeconds = v }),
        Number("call_seconds", "The seconds that a call takes before its first token.", p => p.CallSeconds, (p, v) => p with { CallSeconds = v }),
        Number("tokens_per_second", "The output tokens a second of the role `opus`.", p => p.TokensPerSecond, (p, v) => p with { TokensPerSecond = v }),
        Spread("call_spread", "By how much calls differ in their duration.", p => p.CallSpread, (p, v) => p with { CallSpread = v }),
        Lognormal("auxiliary_input", "The input tokens of the side call of an interactive prompt.", p => p.AuxiliaryInput, (p, v) => p with { AuxiliaryInput = v }),
        Lognormal("auxiliary_output", "The output tokens of that call.", p => p.AuxiliaryOutput, (p, v) => p with { AuxiliaryOutput = v }),
        Number("heavy_steps", "The number of steps at which half of the prompts run builds and tests.", p => p.HeavySteps, (p, v) => p with { HeavySteps = v }),
        Share("slow_commands", "The share of the commands of such a prompt that are builds and tests.", p => p.SlowCommands, (p, v) => p with { SlowCommands = v }),
        Lognormal("slow_command", "How long these take, in seconds.", p => p.SlowCommand, (p, v) => p with { SlowCommand = v }),
        Spread("result_spread", "By how much results of a tool differ in their tokens.", p => p.ResultSpread, (p, v) => p with { ResultSpread = v }),
        Share("commits", "The probability that a command that succeeds is a commit.", p => p.Commits, (p, v) => p with { Commits = v }),
        Share("pull_requests", "The probability that a commit leads to a pull request.", p => p.PullRequests, (p, v) => p with { PullRequests = v }),
        Share("async_agents", "The probability that the main thread goes on while a subagent works.", p => p.AsyncAgents, (p, v) => p with { AsyncAgents = v }),
        Share("failures", "The probability that an attempt of a call fails while the service is calm.", p => p.CalmFailures, (p, v) => p with { CalmFailures = v }),
        Share("burst_failures", "The same in a burst of errors.", p => p.BurstFailures, (p, v) => p with { BurstFailures = v }),
        Share("fatal_failures", "The probability that a call is refused for good.", p => p.FatalFailures, (p, v) => p with { FatalFailures = v }),
        Shares("efforts", "The efforts that are asked of the models: `low`, `medium`, `high`, `xhigh`, `max`.", WorkloadKinds.Efforts, p => p.Efforts, (p, v) => p with { Efforts = v }),
        Texts("entrypoints", "How interactive sessions are started, such as `cli` or `claude-vscode`. Delegated ones are started by `sdk-cli`. `telemetry.include_entrypoint` shows it.", p => p.Entrypoints, (p, v) => p with { Entrypoints = v }),
        Shares("repositories", "The repositories in which sessions work, such as `{github.com/example-org/web: 2, github.com/example-org/api: 1}`. `telemetry.include_repository` shows them.", WorkloadKinds.Repositories, p => p.Repositories, (p, v) => p with { Repositories = v }),
        Texts("languages", "The main programming languages of sessions.", p => p.Languages, (p, v) => p with { Languages = v }),
        Share("main_language", "The share of the edits in the main language of a session.", p => p.MainLanguage, (p, v) => p with { MainLanguage = v }),
        Share("markdown", "The share of the edits in Markdown; the rest is in an unknown language.", p => p.Markdown, (p, v) => p with { Markdown = v }),
        Share("agents_view", "The share of the delegated sessions that are started from the agents view.", p => p.AgentsView, (p, v) => p with { AgentsView = v }),
    ];

    public static readonly KeyTable<SessionParameters> Table = new("session_parameters", "workload.parameters",
        "The distributions of everything in a session. `[median, spread]` is a lognormal distribution: the median, and the standard deviation of the natural logarithm.",
        [.. s_all.Select(parameter => parameter.Field)]);

    /// <summary>Reads a block, and replaces the parameters that it sets.</summary>
    /// <param name="parameters">The parameters to start from.</param>
    /// <param name="block">The block.</param>
    public static SessionParameters Read(SessionParameters parameters, Block block) =>
        s_all.Aggregate(parameters, (read, parameter) => parameter.Read(read, block));
}
