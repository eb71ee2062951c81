using MetricsSimulator.Anomalies;

namespace MetricsSimulator.Sessions;

/// <summary>The causes that act on one session. Thread-safe.</summary>
/// <param name="Causes">The causes that act on the team.</param>
/// <param name="Developer">The number of the developer.</param>
/// <param name="Runaway">The cause that makes the session launch subagents until its end; null for a usual session.</param>
/// <param name="Without">A cause to leave out; null for none.</param>
internal sealed record SessionCauses(Causes Causes, int Developer, Cause? Runaway = null, Cause? Without = null)
{
    /// <summary>The combined effect at an instant.</summary>
    /// <param name="instant">Milliseconds since the Unix epoch.</param>
    /// <param name="model">The name of the model.</param>
    public SessionInfluence At(long instant, string model) => Causes.At(instant, Developer, model, Without);
}
