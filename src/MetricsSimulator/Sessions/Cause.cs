using MetricsSimulator.Anomalies;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Sessions;

/// <summary>An anomaly of a workload: it acts on sessions, and everything that differs follows from that. Or it acts only on what a workload shows.</summary>
/// <param name="Name">Its name, which differs from that of every other cause of the run. The random draws of the sessions that it adds depend on it.</param>
/// <param name="Anomaly">The anomaly.</param>
internal sealed record Cause(string Name, Anomaly Anomaly)
{
    /// <summary>The first instant of its window, in milliseconds since the Unix epoch.</summary>
    public long Start { get; } = Anomaly.Start.ToUnixTimeMilliseconds();

    /// <summary>The first instant after its window, in milliseconds since the Unix epoch.</summary>
    public long End { get; } = Anomaly.End.ToUnixTimeMilliseconds();

    /// <summary>A number for its name; never 0.</summary>
    public ulong Number { get; } = Fnv1a.Append(Fnv1a.OffsetBasis, System.Text.Encoding.UTF8.GetBytes(Name)) | 1;

    /// <summary>Whether its window contains an instant.</summary>
    public bool Holds(long instant) => instant >= Start && instant < End;

    /// <summary>Its effect at an instant in its window.</summary>
    public SessionInfluence At(long instant)
    {
        var influence = new SessionInfluence();
        AddAt(instant, ref influence);
        return influence;
    }

    /// <summary>What it changes at an instant in its window between the processes of the workload and Prometheus.</summary>
    public ViewInfluence OnViewAt(long instant)
    {
        var influence = new ViewInfluence();
        Anomaly.Definition.Kind.OnView(AnomalyMoment.At(Anomaly, instant), ref influence);
        return influence;
    }

    /// <summary>Adds its effect at an instant in its window to the effects of others.</summary>
    public void AddAt(long instant, ref SessionInfluence influence) => Anomaly.Definition.Kind.OnSessions(AnomalyMoment.At(Anomaly, instant), ref influence);
}
