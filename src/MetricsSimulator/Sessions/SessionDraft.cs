using System.Collections.Immutable;
using MetricsSimulator.Anomalies;

namespace MetricsSimulator.Sessions;

/// <summary>A session whose plan is being made. Its threads add their events in any order. One thread at a time.</summary>
/// <remarks>A draft that keeps no events tells only when the session ends, so that its threads leave out all draws that change no time.</remarks>
/// <param name="traits">The properties of the session.</param>
/// <param name="parameters">The distributions.</param>
/// <param name="draws">The random draws.</param>
/// <param name="bursts">When the service is overloaded.</param>
/// <param name="causes">The causes that act on the session; null for none.</param>
/// <param name="modelsAt">Gives the models whose prices hold at an instant, in milliseconds since the Unix epoch; null for those of the parameters at any time.</param>
/// <param name="keepsEvents">Whether the draft keeps its events.</param>
internal sealed class SessionDraft(
    SessionTraits traits, SessionParameters parameters, Draws draws, ServiceBursts bursts, SessionCauses? causes = null, Func<long, LanguageModels>? modelsAt = null,
    bool keepsEvents = true)
{
    private const int NumberBits = 28;

    private readonly List<SessionEvent> _events = [];

    /// <summary>The properties of the session.</summary>
    public SessionTraits Traits => traits;

    /// <summary>The distributions.</summary>
    public SessionParameters Parameters => parameters;

    /// <summary>The random draws.</summary>
    public Draws Draws => draws;

    /// <summary>The number of calls that the main thread has made.</summary>
    public int MainCalls { get; private set; }

    /// <summary>Whether the draft keeps its events.</summary>
    public bool KeepsEvents => keepsEvents;

    /// <summary>When the last event happens, in milliseconds after the start of the session.</summary>
    public long End { get; private set; }

    /// <summary>Adds an event.</summary>
    public void Add(SessionEvent happened)
    {
        End = Math.Max(End, happened.Offset);
        if (keepsEvents) _events.Add(happened);
    }

    /// <summary>Adds a call that a model answered, and computes its cost.</summary>
    public void AddCall(
        long offset, int prompt, CallSource source, LanguageModel model, bool hasLargeWindow, TokenCounts tokens, long duration, ulong identity, CallAttribution attribution)
    {
        if (source == CallSource.Main) MainCalls++;
        if (!keepsEvents)
        {
            End = Math.Max(End, offset);
            return;
        }

        var instant = traits.Start + offset;
        var prices = (modelsAt?.Invoke(instant).Find(model) ?? model).PricesAt(instant, tokens.Context).Times(InfluenceAt(offset, model).Price);
        Add(new ModelCalled(offset, prompt, source, model, hasLargeWindow, tokens, prices.CostOf(tokens, parameters.CachesForAnHour), duration, identity, attribution));
    }

    /// <summary>The probability that an attempt of a call fails.</summary>
    /// <param name="offset">When the call begins, in milliseconds after the start of the session.</param>
    /// <param name="model">The model.</param>
    public double FailuresAt(long offset, LanguageModel model) =>
        Math.Max(bursts.Hold(traits.Start + offset) ? parameters.BurstFailures : parameters.CalmFailures, InfluenceAt(offset, model).Failures);

    /// <summary>How long a call takes that would otherwise take some seconds, in milliseconds.</summary>
    /// <param name="offset">When the call begins, in milliseconds after the start of the session.</param>
    /// <param name="model">The model.</param>
    /// <param name="seconds">The usual duration, in seconds.</param>
    public long DurationAt(long offset, LanguageModel model, double seconds) =>
        Whole.Milliseconds(Math.Min(SessionBounds.CallSeconds, seconds * InfluenceAt(offset, model).CallTime));

    /// <summary>The tokens that a prompt or the result of a tool adds to the context.</summary>
    /// <param name="offset">When this happens, in milliseconds after the start of the session.</param>
    /// <param name="model">The model of the thread.</param>
    /// <param name="tokens">The usual number of tokens.</param>
    public long TokensAt(long offset, LanguageModel model, long tokens)
    {
        var factor = InfluenceAt(offset, model).Tokens;
        return Math.Min(SessionBounds.Tokens, factor == 1 ? tokens : Whole.Of(tokens * factor));
    }

    /// <summary>The cause that makes the session launch subagents until its end; null for a usual session.</summary>
    public Cause? Runaway => causes?.Runaway;

    private SessionInfluence InfluenceAt(long offset, LanguageModel model) => causes?.At(traits.Start + offset, model.Name) ?? new SessionInfluence();

    /// <summary>All events, sorted by time. Events at the same instant keep the order in which they were added.</summary>
    public ImmutableArray<SessionEvent> InOrder()
    {
        // Most events come in order. The number of the event in the lower bits keeps equal instants apart.
        var keys = new long[_events.Count];
        for (var i = 0; i < keys.Length; i++) keys[i] = (_events[i].Offset << NumberBits) | (long)i;
        Array.Sort(keys);
        var events = ImmutableArray.CreateBuilder<SessionEvent>(keys.Length);
        foreach (var key in keys) events.Add(_events[(int)(key & ((1L << NumberBits) - 1))]);
        return events.MoveToImmutable();
    }
}
