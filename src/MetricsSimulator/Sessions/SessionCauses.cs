using MetricsSimulator.Anomalies;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Sessions;

/// <summary>The causes that act on one session. One thread at a time.</summary>
/// <param name="Causes">The causes that act on the team.</param>
/// <param name="Developer">The developer, as when the session began.</param>
/// <param name="Runaway">The cause that makes the session launch subagents until its end; null for a usual session.</param>
internal sealed record SessionCauses(Causes Causes, Developer Developer, Cause? Runaway = null)
{
    private readonly Dictionary<LabelMatchers, bool> _selections = [];

    /// <summary>The only causes that act; null for all.</summary>
    public IReadOnlyCollection<Cause>? Only { get; init; }

    /// <summary>Receives each cause that acted on a decision; null to record nothing.</summary>
    public ISet<Cause>? Acted { get; init; }

    /// <summary>The combined effect at an instant.</summary>
    /// <param name="instant">Milliseconds since the Unix epoch.</param>
    /// <param name="model">The name of the model.</param>
    public SessionInfluence At(long instant, string model)
    {
        var influence = new SessionInfluence();
        if (Causes.IsEmpty) return influence;
        foreach (var cause in Causes.At(instant))
        {
            if (!Selects(cause.Anomaly.Definition.Matchers) || !Causes.SelectsModel(cause, model) || Only?.Contains(cause) == false) continue;
            Acted?.Add(cause);
            cause.AddAt(instant, ref influence);
        }

        influence.Bound();
        return influence;
    }

    private bool Selects(LabelMatchers matchers)
    {
        if (matchers.Conditions.IsEmpty) return true;
        if (!_selections.TryGetValue(matchers, out var isSelected)) _selections.Add(matchers, isSelected = Causes.Selects(matchers, Developer));
        return isSelected;
    }
}
