using System.Collections.Immutable;
using MetricsSimulator.Events;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Telemetry;

/// <summary>What the events of a session have in common. It follows from the plan of the session, wherever a run goes on. Thread-safe.</summary>
/// <param name="session">The session, which has a plan.</param>
/// <param name="standard">The standard attributes.</param>
internal sealed class SessionLog(OpenSession session, ImmutableArray<EventAttribute> standard)
{
    private readonly int[] _sequence = SequenceOf(session.Plan!.Events);

    /// <summary>What holds for the whole session.</summary>
    public SessionTraits Traits => session.Plan!.Traits;

    /// <summary>Begins an event.</summary>
    /// <param name="name">Its name, without <c>claude_code.</c>.</param>
    /// <param name="number">The number of what happened, in the plan.</param>
    /// <param name="prompt">The number of the prompt.</param>
    /// <param name="further">The number of events before it that tell of the same.</param>
    public EventDraft Begin(string name, int number, int prompt, int further = 0) => new(
        name, session.Address.Start + session.Plan!.Events[number].Offset, _sequence[number] + further, Identities.PromptOf(Traits.Key, prompt), standard);

    // A process begins with the session, and when the session is opened again.
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
