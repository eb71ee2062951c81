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
    /// <summary>If the process exports at a tick, the instant of its export before, or of its start; otherwise null. It exports at the first tick at which that is due.</summary>
    /// <param name="tick">The instant of the tick, in milliseconds since the Unix epoch.</param>
    /// <param name="interval">The length of a tick, in milliseconds.</param>
    /// <param name="period">The time between two exports, in milliseconds.</param>
    public long? BeforeIfDue(long tick, long interval, long period)
    {
        if ((tick - Started) / period == Math.Max(0, tick - interval - Started) / period && Ended >= tick) return null;
        return LastExport(tick - interval, interval, period);
    }

    /// <summary>The instant of the last export at a tick or before; that of the start of the process if there is none.</summary>
    /// <inheritdoc cref="BeforeIfDue"/>
    public long LastExport(long tick, long interval, long period)
    {
        var periods = Math.Max(0, tick - Started) / period;
        if (periods == 0) return Started;
        // An export that is due waits for the next tick.
        var due = Started + periods * period;
        return tick - (tick - due) / interval * interval;
    }

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
