using System.Collections.Immutable;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Telemetry;

/// <summary>A process of Claude Code in a session. A session has several if the user closes the program and opens it again.</summary>
/// <param name="First">The number of its first event in the plan.</param>
/// <param name="End">The number after its last event.</param>
/// <param name="Started">When it starts, in milliseconds since the Unix epoch.</param>
/// <param name="Ended">When its last event happens, in milliseconds since the Unix epoch.</param>
internal readonly record struct SessionProcess(int First, int End, long Started, long Ended)
{
    /// <summary>The processes of a session, in the order of time.</summary>
    public static ImmutableArray<SessionProcess> Of(SessionPlan plan)
    {
        var processes = ImmutableArray.CreateBuilder<SessionProcess>();
        var first = 0;
        for (var i = 1; i <= plan.Events.Length; i++)
        {
            if (i < plan.Events.Length && plan.Events[i] is not SessionStarted) continue;
            processes.Add(new SessionProcess(first, i, plan.Traits.Start + plan.Events[first].Offset, plan.Traits.Start + plan.Events[i - 1].Offset));
            first = i;
        }

        return processes.DrainToImmutable();
    }
}
