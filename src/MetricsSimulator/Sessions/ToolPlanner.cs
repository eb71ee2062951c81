using MetricsSimulator.Randomness;

namespace MetricsSimulator.Sessions;

/// <summary>Plans the tools of the calls of a thread. One thread at a time.</summary>
/// <param name="draft">The session.</param>
/// <param name="key">The key of the thread.</param>
/// <param name="source">Whether it is the main thread or a subagent.</param>
/// <param name="shape">The distributions for its prompts.</param>
/// <param name="models">The choice of models.</param>
/// <param name="model">The model of the thread.</param>
/// <param name="hasLargeWindow">Whether its context window has a million tokens.</param>
internal sealed class ToolPlanner(
    SessionDraft draft, DrawKey key, CallSource source, PromptShape shape, ModelChoice models, LanguageModel model, bool hasLargeWindow)
{
    // The number of tools in calls that use several: the shares of two and of three; from four on, each number is half as frequent as the one before.
    private const double Two = .58;
    private const double Three = .25;
    private const int MostTools = 10;
    private const long RejectedTokens = 30;
    private const double RemovedShare = .45;
    private const double LinesSpread = .6;
    private const double RemovedSpread = .8;

    // Skills that are part of Claude Code. Telemetry shows only the names of these skills. The shares are assumptions.
    private static readonly Mix<string> Skills = new(("simplify", .4), ("debug", .3), ("code-review", .2), ("batch", .1));

    private readonly Draws _draws = draft.Draws;
    private readonly SessionParameters _parameters = draft.Parameters;

    /// <summary>Runs the tools of a call in parallel.</summary>
    /// <param name="prompt">The number of the prompt in the session.</param>
    /// <param name="at">The position of the call.</param>
    /// <param name="time">When the call ends, in milliseconds after the start of the session.</param>
    /// <param name="output">Its output tokens.</param>
    /// <param name="isHeavy">Whether the prompt runs builds and tests.</param>
    /// <param name="skill">The skill that is active; null for none.</param>
    public ToolStep Run(int prompt, uint at, long time, long output, bool isHeavy, string? skill)
    {
        var count = CountOf(_draws.Uniform(key, at, SessionDraw.ToolCount));
        var completed = new List<ToolCompleted>(draft.KeepsEvents ? count : 0);
        long longest = 0;
        long tokens = 0;
        string? activated = null;
        var hasMcpResult = false;
        for (var slot = 0; slot < count; slot++)
        {
            var tool = shape.Tools.At(_draws.Uniform(key, at, SessionDraw.ToolName, slot));
            var asks = tool.Asks && source == CallSource.Main && draft.Traits.AsksForPermission;
            var decision = asks ? Decision.WhenAsked.At(_draws.Uniform(key, at, SessionDraw.Decision, slot)) : Decision.ByConfig;
            var use = draft.KeepsEvents ? UseOf(tool, decision, prompt, at, slot, output / count) : null;
            if (use is not null) draft.Add(new ToolDecided(time, use));
            if (!decision.IsAccepted)
            {
                tokens += RejectedTokens;
                continue;
            }

            var duration = tool.StartsSubagent ? RunSubagent(tool, prompt, at, slot, time, skill) : TimeOf(tool, at, slot, isHeavy);
            var result = ResultOf(tool, at, slot, time + duration);
            longest = Math.Max(longest, duration);
            tokens += result;
            if (use is null) continue;
            var each = Complete(use, at, slot, time, duration, result, output, count);
            completed.Add(each);
            if (tool.ActivatesSkill && each.IsSuccess) activated = Skills.At(_draws.Uniform(key, at, SessionDraw.SkillName, slot));
            hasMcpResult |= tool.IsFromMcp;
        }

        AddCompleted(completed);
        return new ToolStep(longest, tokens, activated, hasMcpResult);
    }

    /// <summary>Runs subagents in parallel, and waits for all of them.</summary>
    /// <param name="prompt">The number of the prompt in the session.</param>
    /// <param name="at">The position of the call.</param>
    /// <param name="time">When the call ends, in milliseconds after the start of the session.</param>
    /// <param name="output">Its output tokens.</param>
    /// <param name="count">The number of subagents.</param>
    public ToolStep RunSubagents(int prompt, uint at, long time, long output, int count)
    {
        var tool = _parameters.Tools.All.First(tool => tool.StartsSubagent);
        var completed = new List<ToolCompleted>(count);
        for (var slot = 0; slot < count; slot++)
        {
            var use = UseOf(tool, Decision.ByConfig, prompt, at, slot, output / count);
            draft.Add(new ToolDecided(time, use));
            var end = ThreadPlanner.RunSubagent(draft, key.OfSubagent(at, slot), models, prompt, time, null);
            var duration = Math.Max(1, end - time);
            completed.Add(Complete(use, at, slot, time, duration, ResultOf(tool, at, slot, time + duration), output, count));
        }

        AddCompleted(completed);
        return new ToolStep(completed.Max(each => each.Duration), completed.Sum(each => each.ResultTokens), null, false);
    }

    /// <summary>Plans that the user stops the prompt when the model wants to use a tool.</summary>
    /// <param name="prompt">The number of the prompt in the session.</param>
    /// <param name="at">The position of the call.</param>
    /// <param name="time">When the call ends, in milliseconds after the start of the session.</param>
    /// <param name="output">Its output tokens.</param>
    public void Abort(int prompt, uint at, long time, long output)
    {
        var tool = shape.Tools.At(_draws.Uniform(key, at, SessionDraw.ToolName));
        draft.Add(new ToolDecided(time, UseOf(tool, Decision.Abort, prompt, at, 0, output)));
    }

    private int CountOf(double uniform)
    {
        var several = 1 - shape.OneTool;
        if (uniform < shape.OneTool) return 1;
        if (uniform < shape.OneTool + Two * several) return 2;
        if (uniform < shape.OneTool + (Two + Three) * several) return 3;
        var left = (1 - uniform) / ((1 - Two - Three) * several);
        return Math.Min(MostTools, 4 + (int)Math.Floor(-DeterministicMath.Log(left) / DeterministicMath.Log(2)));
    }

    private ToolUse UseOf(Tool tool, Decision decision, int prompt, uint at, int slot, long inputTokens) =>
        new(tool, prompt, key.IdentityOf(at, slot), decision, tool.EditsCode ? LanguageOf(at, slot) : null, inputTokens);

    private string LanguageOf(uint at, int slot)
    {
        var uniform = _draws.Uniform(key, at, SessionDraw.EditLanguage, slot);
        return uniform < _parameters.MainLanguage ? draft.Traits.Language : uniform < _parameters.MainLanguage + _parameters.Markdown ? "Markdown" : "unknown";
    }

    /// <summary>Adds tools that have run in parallel. The program waits for the slowest.</summary>
    private void AddCompleted(List<ToolCompleted> completed)
    {
        var longest = completed.MaxBy(each => each.Duration);
        foreach (var each in completed) draft.Add(ReferenceEquals(each, longest) ? each with { ActiveTime = each.Duration } : each);
    }

    /// <summary>The tokens that the result of a tool adds to the context.</summary>
    private long ResultOf(Tool tool, uint at, int slot, long time) =>
        draft.TokensAt(time, model, _draws.Count(new LognormalDistribution(tool.ResultTokens, _parameters.ResultSpread), key, at, SessionDraw.ToolResult, slot));

    private ToolCompleted Complete(ToolUse use, uint at, int slot, long time, long duration, long result, long output, int count)
    {
        var tool = use.Tool;
        var isSuccess = !_draws.Happens(tool.Failures, key, at, SessionDraw.ToolFailure, slot);
        var (added, removed) = isSuccess && tool.EditsCode ? LinesOf(tool, at, slot, output, count) : (0, 0);
        var isCommit = isSuccess && tool.RunsCommands && _draws.Happens(_parameters.Commits, key, at, SessionDraw.Commit, slot);
        var isPullRequest = isCommit && _draws.Happens(_parameters.PullRequests, key, at, SessionDraw.PullRequest, slot);
        return new ToolCompleted(time + duration, use, isSuccess, duration, 0, result, added, removed, isCommit, isPullRequest, model, hasLargeWindow);
    }

    private long TimeOf(Tool tool, uint at, int slot, bool isHeavy)
    {
        var isSlow = isHeavy && tool.RunsCommands && _draws.Happens(_parameters.SlowCommands, key, at, SessionDraw.SlowTool, slot);
        var seconds = tool.LeastSeconds + (isSlow ? _parameters.SlowCommand : tool.Seconds).AtNormal(_draws.Normal(key, at, SessionDraw.ToolTime, slot));
        return Math.Clamp(Whole.Milliseconds(seconds), 1, SessionBounds.ToolTime);
    }

    private long RunSubagent(Tool tool, int prompt, uint at, int slot, long time, string? skill)
    {
        var end = ThreadPlanner.RunSubagent(draft, key.OfSubagent(at, slot), models, prompt, time, skill);
        return _draws.Happens(_parameters.AsyncAgents, key, at, SessionDraw.Async, slot) ? TimeOf(tool, at, slot, false) : Math.Max(1, end - time);
    }

    private (long Added, long Removed) LinesOf(Tool tool, uint at, int slot, long output, int count)
    {
        var lines = new LognormalDistribution(output / (count * tool.TokensPerLine), LinesSpread);
        var added = _draws.Count(lines, key, at, SessionDraw.LinesAdded, slot);
        var removed = tool.RemovesLines
            ? Whole.Of(new LognormalDistribution(added * RemovedShare, RemovedSpread).AtNormal(_draws.Normal(key, at, SessionDraw.LinesRemoved, slot)))
            : 0;
        return (added, removed);
    }
}
