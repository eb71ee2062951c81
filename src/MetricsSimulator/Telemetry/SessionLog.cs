using System.Collections.Immutable;
using MetricsSimulator.Events;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Telemetry;

/// <summary>The values that all log events of a session share. They depend only on the plan of the session, so that they stay the same after a restore. Thread-safe.</summary>
/// <param name="plan">The plan.</param>
/// <param name="standard">The standard attributes.</param>
internal sealed class SessionLog(SessionPlan plan, ImmutableArray<EventAttribute> standard)
{
    private readonly int[] _sequence = SequenceOf(plan.Events);

    /// <summary>The properties of the session.</summary>
    public SessionTraits Traits => plan.Traits;

    /// <summary>Begins a log event.</summary>
    /// <param name="name">Its name, without <c>claude_code.</c>.</param>
    /// <param name="number">The number of the session event in the plan.</param>
    /// <param name="prompt">The number of the prompt.</param>
    /// <param name="further">The number of earlier log events for the same session event.</param>
    public EventDraft Begin(string name, int number, int prompt, int further = 0) => new(
        name, plan.Traits.Start + plan.Events[number].Offset, _sequence[number] + further, Identities.PromptOf(Traits.Key, prompt), standard);

    // A new process starts when the session begins, and each time the user opens it again.
    private static int[] SequenceOf(ImmutableArray<SessionEvent> happened)
    {
        var sequence = new int[happened.Length];
        var next = 0;
        for (var i = 0; i < happened.Length; i++)
        {
            if (happened[i] is SessionStarted) next = 0;
            sequence[i] = next;
            next += EventWriter.CountOf(happened[i]);
        }

        return sequence;
    }
}
