using MetricsSimulator.Randomness;

namespace MetricsSimulator.Sessions;

/// <summary>
/// Plans the calls of a thread, prompt by prompt: the main thread of a session, or a subagent. It keeps the context of the thread. One thread at a time.
/// </summary>
internal sealed class ThreadPlanner
{
    private const uint CallsPerPrompt = 4096;
    private const long RejectedTokens = 30;

    private readonly SessionDraft _draft;
    private readonly SessionParameters _parameters;
    private readonly Draws _draws;
    private readonly DrawKey _key;
    private readonly CallSource _source;
    private readonly PromptShape _shape;
    private readonly ModelChoice _models;
    private readonly LanguageModel _model;
    private readonly bool _hasLargeWindow;
    private readonly bool _isWarm;
    private readonly long _base;
    private readonly long _limit;
    private readonly ToolPlanner _tools;
    private readonly string? _inheritedSkill;
    private string? _skill;
    private bool _hasMcpResult;
    private long _context;
    private long _cached;
    private long _pending;
    private bool _isFirst = true;

    private ThreadPlanner(
        SessionDraft draft, DrawKey key, CallSource source, PromptShape shape, ModelChoice models, LanguageModel model, bool hasLargeWindow, LognormalDistribution ofBase,
        string? inheritedSkill = null)
    {
        (_draft, _parameters, _draws) = (draft, draft.Parameters, draft.Draws);
        (_key, _source, _shape, _models, _model, _hasLargeWindow) = (key, source, shape, models, model, hasLargeWindow);
        _inheritedSkill = inheritedSkill;
        _base = _draws.Count(ofBase, key, 0, SessionDraw.Base);
        _isWarm = _draws.Happens(_parameters.Warm, key, 0, SessionDraw.Warm);
        _limit = hasLargeWindow ? _parameters.LargeLimit : _parameters.SmallLimit;
        _tools = new ToolPlanner(draft, key, source, shape, models, model, hasLargeWindow);
    }

    /// <summary>The main thread of a session.</summary>
    public static ThreadPlanner OfSession(SessionDraft draft, PromptShape shape, ModelChoice models) =>
        new(draft, draft.Traits.Key, CallSource.Main, shape, models, draft.Traits.Model, draft.Traits.HasLargeWindow, draft.Parameters.Base);

    /// <summary>Runs a subagent, which has one prompt.</summary>
    /// <param name="draft">The session.</param>
    /// <param name="key">The key of the subagent.</param>
    /// <param name="models">The choice of models.</param>
    /// <param name="prompt">The number of the prompt to which it belongs.</param>
    /// <param name="start">When it starts, in milliseconds after the start of the session.</param>
    /// <param name="skill">The skill that is active in the thread that starts it; null for none.</param>
    /// <returns>When the subagent ends, in milliseconds after the start of the session.</returns>
    public static long RunSubagent(SessionDraft draft, DrawKey key, ModelChoice models, int prompt, long start, string? skill)
    {
        var role = models.RoleAt(draft.Draws.Uniform(key, 0, SessionDraw.Model), isDelegated: true);
        var model = draft.Parameters.Models.At(role, draft.Traits.Start);
        var thread = new ThreadPlanner(draft, key, CallSource.Subagent, models.Delegated, models, model, false, draft.Parameters.SubagentBase, skill);
        var tokens = draft.TokensAt(start, model, draft.Draws.Count(draft.Parameters.PromptTokens, key, 0, SessionDraw.PromptTokens));
        return thread.Run(prompt, start, tokens, 0);
    }

    private bool IsInteractive => _source == CallSource.Main && !_draft.Traits.IsDelegated;

    /// <summary>Runs a prompt: a sequence of calls, in which every call except the last uses tools.</summary>
    /// <param name="prompt">The number of the prompt in the session.</param>
    /// <param name="time">When its first call begins, in milliseconds after the start of the session.</param>
    /// <param name="tokens">The tokens of the prompt.</param>
    /// <param name="wait">The milliseconds since the previous prompt ended; 0 for the first prompt.</param>
    /// <returns>When the prompt ends, in milliseconds after the start of the session.</returns>
    public long Run(int prompt, long time, long tokens, long wait)
    {
        // A subagent has only one prompt, so that the number in the session does not matter.
        var position = _source == CallSource.Main ? (uint)prompt : 0;
        _pending += tokens;
        _skill = _inheritedSkill;
        var runaway = _source == CallSource.Main ? _draft.Runaway : null;
        var steps = runaway is null ? StepsOf(position) : SessionBounds.Steps;
        var isInterrupted = IsInteractive && steps > 0 && _draws.Happens(_parameters.Interrupts, _key, position, SessionDraw.Interrupt);
        var isHeavy = steps > 0 && _draws.Happens(steps / (steps + _parameters.HeavySteps), _key, position, SessionDraw.Heavy);
        var isManual = _source == CallSource.Main && _draws.Happens(_parameters.ManualCompactions, _key, position, SessionDraw.ManualCompaction);
        var gap = wait;
        for (var i = 0; i <= steps; i++)
        {
            var at = position * CallsPerPrompt + (uint)i;
            var isCold = _draft.KeepsEvents && !_isFirst && (gap > _parameters.CacheSeconds * 1000 || _draws.Happens(_parameters.Evictions, _key, at, SessionDraw.Eviction));
            if (!_isFirst && ContextNext is var next && (next > _limit || (i == 0 && isManual && next > _parameters.ManualLimit)))
            {
                time = Compact(prompt, at, time, isCold, isManual: next <= _limit);
                isCold = false;
            }

            if (Fails(prompt, at, ref time)) return time;
            var output = Call(prompt, at, ref time, isCold);
            if (i == steps || (runaway is not null && _draft.Traits.Start + time >= runaway.End))
            {
                if (_source == CallSource.Main) _draft.Add(new TextWritten(time, prompt, 4 * output, _model, _hasLargeWindow, IdentityOf(at, _source)));
                break;
            }

            if (isInterrupted && i == steps - 1)
            {
                _tools.Abort(prompt, at, time, output);
                _pending += RejectedTokens;
                break;
            }

            var step = runaway is null
                ? _tools.Run(prompt, at, time, output, isHeavy, _skill)
                : _tools.RunSubagents(prompt, at, time, output, runaway.At(runaway.Start).Agents);
            time += step.Longest;
            gap = step.Longest;
            _pending += step.Tokens;
            _skill = step.Skill ?? _skill;
            _hasMcpResult |= step.HasMcpResult;
        }

        return time;
    }

    private long ContextNext => _context + _pending + (_isFirst ? _base : 0);

    private CallAttribution Attribution => new(_source == CallSource.Subagent ? CallAttribution.Subagent : null, _skill, _hasMcpResult);

    private ulong IdentityOf(uint at, CallSource source) => _key.IdentityOf(at, (int)source);

    private int StepsOf(uint position)
    {
        if (_draws.Happens(_shape.NoTool, _key, position, SessionDraw.NoTool)) return 0;
        var autonomy = _source == CallSource.Main ? _draft.Traits.Autonomy : 0;
        var steps = _shape.Steps with { Median = _shape.Steps.Median * DeterministicMath.Exp(autonomy) };
        return (int)Math.Min(SessionBounds.Steps, _draws.Count(steps, _key, position, SessionDraw.Steps));
    }

    private long Compact(int prompt, uint at, long time, bool isCold, bool isManual)
    {
        var before = ContextNext;
        var read = isCold ? 0 : _cached;
        var summary = _draws.Count(_parameters.Summary, _key, at, SessionDraw.Summary);
        var tokens = new TokenCounts(0, Math.Min(summary, SessionBounds.SummaryOutput), read, before - read);
        var duration = _draft.DurationAt(time, _model, _models.CallSeconds(_model, tokens.Output));
        time += duration;
        _draft.AddCall(time, prompt, CallSource.Compaction, _model, _hasLargeWindow, tokens, duration, IdentityOf(at, CallSource.Compaction), Attribution);
        (_context, _cached) = (_base + summary, _base);
        _pending = 0;
        _hasMcpResult = false;
        _draft.Add(new ContextCompacted(time, prompt, isManual, before, _context, duration));
        return time;
    }

    private long Call(int prompt, uint at, ref long time, bool isCold)
    {
        var context = ContextNext;
        var read = _isFirst ? (_isWarm ? _base : 0) : isCold ? 0 : _cached;
        var input = Math.Min(2 + (long)Math.Floor(9 * _draws.Uniform(_key, at, SessionDraw.RawInput)), context - read);
        var output = Math.Min(SessionBounds.Output, _draws.Count(_shape.Output, _key, at, SessionDraw.Output));
        var chance = DeterministicMath.Exp(_parameters.CallSpread * _draws.Normal(_key, at, SessionDraw.CallTime));
        var duration = _draft.DurationAt(time, _model, _models.CallSeconds(_model, output) * chance);
        time += duration;
        var tokens = new TokenCounts(input, output, read, context - read - input);
        _draft.AddCall(time, prompt, _source, _model, _hasLargeWindow, tokens, duration, IdentityOf(at, _source), Attribution);
        _hasMcpResult = false;
        (_context, _cached, _pending, _isFirst) = (context, context, output, false);
        return output;
    }

    /// <summary>Makes attempts of a call fail at random, and adds to the time how long they and the waits between them take.</summary>
    /// <returns>Whether the call is given up, which ends the prompt.</returns>
    private bool Fails(int prompt, uint at, ref long time)
    {
        if (!_parameters.HasErrors) return false;
        var failure = CallFailure.Of(_draws.Uniform(_key, at, SessionDraw.Failures), _draft.FailuresAt(time, _model), _parameters.FatalFailures);
        time += failure.Duration;
        if (!failure.IsFinal) return false;
        var status = failure.Statuses.At(_draws.Uniform(_key, at, SessionDraw.Status));
        _draft.Add(new CallFailed(time, prompt, _source, _model, _hasLargeWindow, status, failure.Attempts, failure.Duration, IdentityOf(at, _source), Attribution));
        return true;
    }
}
