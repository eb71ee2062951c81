using System.Collections.Immutable;

namespace MetricsSimulator.Sessions;

/// <summary>A session whose plan is being made. Its threads add their events in any order. One thread at a time.</summary>
/// <param name="traits">The properties of the session.</param>
/// <param name="parameters">The distributions.</param>
/// <param name="draws">The random draws.</param>
/// <param name="bursts">When the service is overloaded.</param>
internal sealed class SessionDraft(SessionTraits traits, SessionParameters parameters, Draws draws, ServiceBursts bursts)
{
    private readonly List<SessionEvent> _events = [];

    /// <summary>The properties of the session.</summary>
    public SessionTraits Traits => traits;

    /// <summary>The distributions.</summary>
    public SessionParameters Parameters => parameters;

    /// <summary>The random draws.</summary>
    public Draws Draws => draws;

    /// <summary>The number of calls that the main thread has made.</summary>
    public int MainCalls { get; private set; }

    /// <summary>Adds an event.</summary>
    public void Add(SessionEvent happened) => _events.Add(happened);

    /// <summary>Adds a call that a model answered, and computes its cost.</summary>
    public void AddCall(
        long offset, int prompt, CallSource source, LanguageModel model, bool hasLargeWindow, TokenCounts tokens, long duration, ulong identity, CallAttribution attribution)
    {
        if (source == CallSource.Main) MainCalls++;
        var prices = model.PricesAt(traits.Start + offset, tokens.Context);
        Add(new ModelCalled(offset, prompt, source, model, hasLargeWindow, tokens, prices.CostOf(tokens, parameters.CachesForAnHour), duration, identity, attribution));
    }

    /// <summary>The probability that an attempt of a call fails.</summary>
    /// <param name="offset">When the call begins, in milliseconds after the start of the session.</param>
    public double FailuresAt(long offset) => bursts.Hold(traits.Start + offset) ? parameters.BurstFailures : parameters.CalmFailures;

    /// <summary>All events, sorted by time. Events at the same instant keep the order in which they were added.</summary>
    public ImmutableArray<SessionEvent> InOrder() => [.. _events.OrderBy(happened => happened.Offset)];
}
