using MetricsSimulator.Randomness;

namespace MetricsSimulator.Sessions;

/// <summary>
/// Plans sessions. A plan depends only on the key and the start of the session, so that it can be computed again at any time. Thread-safe.
/// </summary>
/// <param name="parameters">The distributions.</param>
/// <param name="draws">The random draws.</param>
/// <param name="bursts">When the service is overloaded.</param>
/// <param name="modelsAt">Gives the models whose prices hold at an instant, in milliseconds since the Unix epoch; null for those of the parameters at any time.</param>
internal sealed class SessionPlanner(SessionParameters parameters, Draws draws, ServiceBursts bursts, Func<long, LanguageModels>? modelsAt = null)
{
    // An upper limit for the total duration of all prompts in a session; only one session in a million exceeds it. The waits between prompts are known exactly.
    private const long PromptsTogether = 24 * 3_600_000;

    private readonly ModelChoice _models = new(parameters);

    /// <summary>Draws the properties of a session.</summary>
    /// <param name="key">The key of the session.</param>
    /// <param name="start">When it starts, in milliseconds since the Unix epoch.</param>
    public SessionTraits TraitsOf(DrawKey key, long start)
    {
        var isDelegated = IsDelegated(key);
        var role = _models.RoleAt(draws.Uniform(key, 0, SessionDraw.Model), isDelegated);
        var isFast = role == ModelRole.Haiku;
        return new SessionTraits(
            key,
            start,
            isDelegated,
            PromptsOf(key, isDelegated),
            parameters.Models.At(role, start),
            !isFast && draws.Happens(parameters.LargeWindow, key, 0, SessionDraw.Window),
            isFast ? null : parameters.Efforts.At(draws.Uniform(key, 0, SessionDraw.Effort)),
            parameters.Languages.At(draws.Uniform(key, 0, SessionDraw.Language)),
            !isDelegated && !draws.Happens(parameters.AutoMode, key, 0, SessionDraw.Mode),
            isDelegated ? 0 : parameters.AutonomySpread * draws.Normal(key, 0, SessionDraw.Autonomy),
            PaceOf(key),
            isDelegated ? "sdk-cli" : parameters.Entrypoints.At(draws.Uniform(key, 0, SessionDraw.Entrypoint)),
            parameters.Repositories.At(draws.Uniform(key, 0, SessionDraw.Repository)),
            isDelegated && draws.Happens(parameters.AgentsView, key, 0, SessionDraw.AgentsView) ? "agents_view" : "fresh");
    }

    /// <summary>Whether a session has certainly ended at an instant. This needs only a few random draws; a plan needs hundreds.</summary>
    /// <param name="key">The key of the session.</param>
    /// <param name="start">When it starts, in milliseconds since the Unix epoch.</param>
    /// <param name="instant">The instant, in milliseconds since the Unix epoch.</param>
    public bool HasEnded(DrawKey key, long start, long instant) => WaitsEndBefore(key, start + PromptsTogether, instant);

    /// <summary>
    /// Whether a session ends before an instant. A session that does not may still end earlier than its waits say. This needs fewer random draws than a plan, and makes no events.
    /// </summary>
    /// <param name="key">The key of the session.</param>
    /// <param name="start">When it starts, in milliseconds since the Unix epoch.</param>
    /// <param name="instant">The instant, in milliseconds since the Unix epoch.</param>
    /// <param name="causes">The causes that act on it; null for none.</param>
    public bool EndsBefore(DrawKey key, long start, long instant, SessionCauses? causes = null)
    {
        if (!WaitsEndBefore(key, start, instant)) return false;
        var draft = DraftOf(key, start, causes, keepsEvents: false);
        Run(draft, instant - start);
        return start + draft.End < instant;
    }

    /// <summary>Plans a session.</summary>
    /// <param name="key">The key of the session.</param>
    /// <param name="start">When it starts, in milliseconds since the Unix epoch.</param>
    /// <param name="causes">The causes that act on it; null for none.</param>
    public SessionPlan Plan(DrawKey key, long start, SessionCauses? causes = null)
    {
        var draft = DraftOf(key, start, causes, keepsEvents: true);
        Run(draft, long.MaxValue);
        return new SessionPlan(parameters, draft.Traits, draft.InOrder());
    }

    private SessionDraft DraftOf(DrawKey key, long start, SessionCauses? causes, bool keepsEvents)
    {
        var traits = TraitsOf(key, start);
        if (causes?.Runaway is not null) traits = traits with { IsDelegated = true, Prompts = 1, AsksForPermission = false, Entrypoint = "sdk-cli", StartType = "fresh" };
        return new SessionDraft(traits, parameters, draws, bursts, causes, modelsAt, keepsEvents);
    }

    /// <summary>Runs the prompts of a session until one of them ends at an offset or later.</summary>
    private void Run(SessionDraft draft, long until)
    {
        var (traits, key) = (draft.Traits, draft.Traits.Key);
        draft.Add(new SessionStarted(0, traits.StartType));
        var thread = ThreadPlanner.OfSession(draft, ShapeOf(traits.IsDelegated), _models);
        var slowness = DeterministicMath.Exp(traits.Pace);
        long time = 0;
        long wait = 0;
        for (var prompt = 0; prompt < traits.Prompts && time <= SessionBounds.Age && draft.MainCalls <= SessionBounds.Calls && draft.End < until; prompt++)
        {
            var position = (uint)prompt;
            if (wait >= SessionBounds.Closed)
                draft.Add(new SessionStarted(time, draws.Happens(.5, key, position, SessionDraw.Resume) ? "resume" : "continue"));
            var tokens = draft.TokensAt(time, traits.Model, draws.Count(parameters.PromptTokens, key, position, SessionDraw.PromptTokens));
            var typing = Whole.Milliseconds(parameters.Typing.AtNormal(draws.Normal(key, position, SessionDraw.Typing)));
            draft.Add(new PromptSubmitted(time, prompt, 4 * tokens, prompt == 0 ? typing : Math.Min(typing, wait)));
            if (!traits.IsDelegated) AddAuxiliaryCall(draft, time, prompt);
            time = thread.Run(prompt, time + Whole.Milliseconds(parameters.PromptSeconds), tokens, wait);
            if (prompt == traits.Prompts - 1) break;
            wait = WaitAfter(key, slowness, prompt);
            time += wait;
        }
    }

    /// <summary>Whether the waits of a session end before an instant if they begin at another and nothing comes between them.</summary>
    private bool WaitsEndBefore(DrawKey key, long begin, long instant)
    {
        if (begin >= instant) return false;
        var (prompts, slowness) = (PromptsOf(key, IsDelegated(key)), double.NaN);
        var end = begin;
        for (var prompt = 0; prompt < prompts - 1 && end < instant; prompt++)
        {
            if (prompt == 0) slowness = DeterministicMath.Exp(PaceOf(key));
            end += WaitAfter(key, slowness, prompt);
        }

        return end < instant;
    }

    private PromptShape ShapeOf(bool isDelegated) => isDelegated ? _models.Delegated : _models.Interactive;

    private bool IsDelegated(DrawKey key) => draws.Happens(parameters.Preset.Delegated, key, 0, SessionDraw.Kind);

    private int PromptsOf(DrawKey key, bool isDelegated) =>
        isDelegated ? 1 : (int)Math.Min(SessionBounds.Prompts, draws.Count(new LognormalDistribution(parameters.Prompts, parameters.Preset.PromptSpread), key, 0, SessionDraw.Prompts));

    private double PaceOf(DrawKey key) => parameters.PaceSpread * draws.Normal(key, 0, SessionDraw.Pace);

    private long WaitAfter(DrawKey key, double slowness, int prompt)
    {
        var position = (uint)prompt;
        var wait = draws.Happens(parameters.Replies, key, position, SessionDraw.WaitKind) ? parameters.Reply : parameters.Absence;
        var seconds = wait.AtNormal(draws.Normal(key, position, SessionDraw.Wait)) * slowness;
        return Whole.Milliseconds(Math.Min(seconds, 10 * SessionBounds.Age / 1000.0));
    }

    private void AddAuxiliaryCall(SessionDraft draft, long time, int prompt)
    {
        var (key, position) = (draft.Traits.Key, (uint)prompt);
        var tokens = new TokenCounts(
            draws.Count(parameters.AuxiliaryInput, key, position, SessionDraw.AuxiliaryInput), draws.Count(parameters.AuxiliaryOutput, key, position, SessionDraw.AuxiliaryOutput), 0, 0);
        var model = parameters.Models.At(ModelRole.Haiku, draft.Traits.Start);
        var duration = draft.DurationAt(time, model, _models.CallSeconds(model, tokens.Output));
        draft.AddCall(time + duration, prompt, CallSource.Auxiliary, model, false, tokens, duration, key.IdentityOf(position, (int)CallSource.Auxiliary), default);
    }
}
