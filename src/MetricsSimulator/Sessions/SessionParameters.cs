using System.Collections.Immutable;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Sessions;

/// <summary>The distributions of everything in a session. The defaults are fitted to published measurements; docs/workload.md has the table.</summary>
public sealed record SessionParameters
{
    /// <summary>The parameters that differ between populations of developers; <see cref="WorkloadPreset.Enterprise"/> by default.</summary>
    public WorkloadPreset Preset { get; init; } = WorkloadPreset.Enterprise;

    /// <summary>The language models and their prices.</summary>
    public LanguageModels Models { get; init; } = LanguageModels.Default;

    /// <summary>Whether the cache keeps written tokens for an hour instead of five minutes, at a different price.</summary>
    public bool CachesForAnHour { get; init; }

    /// <summary>The tools.</summary>
    public Toolbox Tools { get; init; } = Toolbox.Default;

    /// <summary>Whether calls of the models can fail. Only tests set this to false.</summary>
    public bool HasErrors { get; init; } = true;

    /// <summary>The median number of prompts in an interactive session.</summary>
    public double Prompts { get; init; } = 4.0;

    /// <summary>The share of the sessions with a context window of a million tokens; never with the fast model.</summary>
    public double LargeWindow { get; init; } = .68;

    /// <summary>The context, in tokens, above which a session with a large window compacts.</summary>
    public long LargeLimit { get; init; } = 967_000;

    /// <summary>The context, in tokens, above which all other threads compact.</summary>
    public long SmallLimit { get; init; } = 183_000;

    /// <summary>The share of the delegated sessions and subagents that use the most capable model.</summary>
    public double OpusDelegated { get; init; } = .27;

    /// <summary>Among the interactive sessions that do not use the most capable model, the share of those that use the fast model.</summary>
    public double Haiku { get; init; } = .3;

    /// <summary>The same share among delegated sessions and subagents.</summary>
    public double HaikuDelegated { get; init; } = .6;

    /// <summary>The tokens of the system prompt, the tools and the memory of a session.</summary>
    public LognormalDistribution Base { get; init; } = new(38_500, .25);

    /// <summary>The tokens of the system prompt, the tools and the memory of a subagent.</summary>
    public LognormalDistribution SubagentBase { get; init; } = new(30_800, .25);

    /// <summary>The probability that the base is in the cache when a thread starts.</summary>
    public double Warm { get; init; } = .36;

    /// <summary>How much the number of steps varies between sessions: the standard deviation of its natural logarithm.</summary>
    public double AutonomySpread { get; init; } = .25;

    /// <summary>How much the waits between prompts vary between sessions: the standard deviation of their natural logarithm.</summary>
    public double PaceSpread { get; init; } = .6;

    /// <summary>The share of the interactive sessions that ask for no permission.</summary>
    public double AutoMode { get; init; } = .4;

    /// <summary>The number of steps of an interactive prompt.</summary>
    public LognormalDistribution Steps { get; init; } = new(5.9, 1.02);

    /// <summary>The number of steps of a delegated prompt.</summary>
    public LognormalDistribution DelegatedSteps { get; init; } = new(14.8, .74);

    /// <summary>The share of the delegated prompts that are answered without tools.</summary>
    public double DelegatedNoTool { get; init; } = .12;

    /// <summary>The output tokens of a call in an interactive session.</summary>
    public LognormalDistribution Output { get; init; } = new(270, 1.29);

    /// <summary>The output tokens of a call in a delegated session or a subagent.</summary>
    public LognormalDistribution DelegatedOutput { get; init; } = new(204, 1.29);

    /// <summary>The probability that the user interrupts an interactive prompt that uses tools.</summary>
    public double Interrupts { get; init; } = .08;

    /// <summary>The tokens of a prompt.</summary>
    public LognormalDistribution PromptTokens { get; init; } = new(200, 1.5);

    /// <summary>How long the user types, in seconds; never longer than the wait before the prompt.</summary>
    public LognormalDistribution Typing { get; init; } = new(15, .8);

    /// <summary>The wait before the next prompt when the user replies, in seconds.</summary>
    public LognormalDistribution Reply { get; init; } = new(82, 1.98);

    /// <summary>The wait before the next prompt when the user is absent, in seconds.</summary>
    public LognormalDistribution Absence { get; init; } = new(110_000, 1.0);

    /// <summary>The share of the waits that are replies.</summary>
    public double Replies { get; init; } = .988;

    /// <summary>The number of steps at which half of the prompts run builds and tests.</summary>
    public double HeavySteps { get; init; } = 42;

    /// <summary>The share of builds and tests among the Bash calls of a prompt that runs them.</summary>
    public double SlowCommands { get; init; } = .77;

    /// <summary>How long builds and tests take, in seconds, in addition to the minimum duration of the tool.</summary>
    public LognormalDistribution SlowCommand { get; init; } = new(28, 1.26);

    /// <summary>The probability that the user compacts a large context before a prompt.</summary>
    public double ManualCompactions { get; init; } = .035;

    /// <summary>The minimum size of a context that the user compacts, in tokens.</summary>
    public long ManualLimit { get; init; } = 210_000;

    /// <summary>The tokens of the summary that a compaction leaves.</summary>
    public LognormalDistribution Summary { get; init; } = new(22_000, .4);

    /// <summary>The input tokens of the auxiliary call of an interactive prompt.</summary>
    public LognormalDistribution AuxiliaryInput { get; init; } = new(600, .8);

    /// <summary>The output tokens of the auxiliary call of an interactive prompt.</summary>
    public LognormalDistribution AuxiliaryOutput { get; init; } = new(30, .6);

    /// <summary>The seconds from a prompt to its first call.</summary>
    public double PromptSeconds { get; init; } = 5;

    /// <summary>The time after which the cache has lost an unused context, in seconds.</summary>
    public double CacheSeconds { get; init; } = 900;

    /// <summary>The probability that the cache has lost a context before that time.</summary>
    public double Evictions { get; init; } = .005;

    /// <summary>The seconds that a call takes before its first token.</summary>
    public double CallSeconds { get; init; } = 2.1;

    /// <summary>The output tokens per second of the most capable model.</summary>
    public double TokensPerSecond { get; init; } = 95;

    /// <summary>How much the duration of calls varies: the standard deviation of its natural logarithm.</summary>
    public double CallSpread { get; init; } = .71;

    /// <summary>How much the tokens of a tool's results vary: the standard deviation of their natural logarithm.</summary>
    public double ResultSpread { get; init; } = 1.7;

    /// <summary>The probability that a successful Bash call is a commit.</summary>
    public double Commits { get; init; } = .03;

    /// <summary>The probability that a commit leads to a pull request.</summary>
    public double PullRequests { get; init; } = .12;

    /// <summary>The probability that the main thread goes on while a subagent works.</summary>
    public double AsyncAgents { get; init; } = .8;

    /// <summary>The probability that an attempt of a call fails while the service is calm.</summary>
    public double CalmFailures { get; init; } = .005;

    /// <summary>The probability that an attempt of a call fails in a burst of errors.</summary>
    public double BurstFailures { get; init; } = .70;

    /// <summary>The probability that the first attempt of a call fails with an error that is not retried.</summary>
    public double FatalFailures { get; init; } = 2e-4;

    /// <summary>The efforts that are requested from the models; null for no effort.</summary>
    public Mix<string> Efforts { get; init; } = new(("low", .03), ("medium", .17), ("high", .65), ("xhigh", .12), ("max", .03));

    /// <summary>The efforts that can be requested.</summary>
    public static ImmutableArray<string> EffortNames { get; } = ["low", "medium", "high", "xhigh", "max"];

    /// <summary>The rule that the name of an effort breaks; null if it breaks none.</summary>
    public static string? EffortViolation(string name) => EffortNames.Contains(name, StringComparer.Ordinal) ? null : Rule.Broken($"must be one of {string.Join(", ", EffortNames)}", name);

    /// <summary>How interactive sessions are started, as in <c>cli</c>. Delegated ones are started by <c>sdk-cli</c>.</summary>
    public Mix<string> Entrypoints { get; init; } = new(("cli", 1));

    /// <summary>The repositories in which sessions work. Names and shares are assumptions.</summary>
    public Mix<Repository> Repositories { get; init; } = new(
        (new("github.com/example-org/web"), .30), (new("github.com/example-org/api"), .30), (new("github.com/example-org/mobile"), .15), (new("github.com/example-org/infrastructure"), .15),
        (new("github.com/example-org/docs"), .10));

    /// <summary>The main programming languages of sessions.</summary>
    public Mix<string> Languages { get; init; } = new(
        ("TypeScript", .30), ("Python", .30), ("JavaScript", .10), ("Go", .06), ("Java", .06), ("C#", .05), ("Rust", .04), ("Markdown", .04), ("unknown", .05));

    /// <summary>The share of the edits in the main language of the session.</summary>
    public double MainLanguage { get; init; } = .75;

    /// <summary>The share of the edits in Markdown; the rest is in an unknown language.</summary>
    public double Markdown { get; init; } = .15;

    /// <summary>The share of the delegated sessions that are started from the agents view.</summary>
    public double AgentsView { get; init; } = .02;
}
