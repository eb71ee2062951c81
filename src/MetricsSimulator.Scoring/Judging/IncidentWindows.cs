using MetricsSimulator.Scoring.Alerts;
using MetricsSimulator.Scoring.Incidents;

namespace MetricsSimulator.Scoring.Judging;

/// <summary>The incidents that a rule reads, in the order of their first evidence.</summary>
internal sealed class IncidentWindows
{
    private const string MetricName = "__name__";

    private readonly IncidentWindow[] _windows;
    private readonly int[] _latestEnds;
    private readonly List<Reach> _reaches = [];
    private readonly int _hold;

    public IncidentWindows(ScoredRule rule, RuleHistory history, JudgedTime time)
    {
        _hold = rule.Timing.ForEvaluations;
        var readsScrapes = ReadsScrapes(history.Selected);
        var windows = new List<IncidentWindow>();
        Incident[] incidents = [.. history.Incidents];
        Array.Sort(incidents, Compare);
        foreach (var incident in incidents)
        {
            if (incident.Evidence is not { } evidence || ReachOf(evidence, rule, history) is not { IsRead: true } reach) continue;
            var isClaimed = rule.Claims is { } claims ? claims.Cover(incident) : !incident.IsOfEndpoint || readsScrapes;
            windows.Add(new IncidentWindow(incident, evidence, reach, isClaimed, rule, history.Schedule, time));
        }

        _windows = [.. windows];
        _latestEnds = new int[_windows.Length];
        for (var i = 0; i < _windows.Length; i++) _latestEnds[i] = Math.Max(i == 0 ? 0 : _latestEnds[i - 1], _windows[i].AftermathEnd);
    }

    /// <summary>The incidents.</summary>
    public ReadOnlySpan<IncidentWindow> All => _windows;

    /// <summary>What they touch, each once.</summary>
    public List<Reach> Reaches => _reaches;

    /// <summary>Takes an episode of the signal.</summary>
    /// <param name="instance">The number of its instance.</param>
    /// <param name="labels">The labels of the instance.</param>
    /// <param name="episode">The episode.</param>
    /// <param name="isSpontaneous">Whether the same instance fires in the twin; null without a twin.</param>
    /// <returns>The verdict.</returns>
    public EpisodeVerdict Take(int instance, SortedLabels labels, AlertEpisode episode, bool? isSpontaneous)
    {
        for (var i = CountBefore(episode.FiresAt - _hold); i < _windows.Length && _windows[i].Floor < episode.EndsAt; i++)
            if (_windows[i].Reach.Admits(instance, labels)) _windows[i].Cover(episode, isSpontaneous == false, isSpontaneous == true);

        if (isSpontaneous == true) return EpisodeVerdict.False;
        var verdict = isSpontaneous is null ? EpisodeVerdict.Unmatched : EpisodeVerdict.False;
        for (var i = CountBefore(episode.FiresAt + 1) - 1; i >= 0 && _latestEnds[i] > episode.FiresAt; i--)
        {
            var window = _windows[i];
            if (window.AftermathEnd <= episode.FiresAt || !window.Reach.Admits(instance, labels)) continue;
            if (episode.FiresAt < window.End)
            {
                window.Detect(instance, labels, episode);
                verdict = window.IsClaimed ? EpisodeVerdict.Detection : Min(verdict, EpisodeVerdict.Other);
            }
            else if (isSpontaneous == false)
            {
                verdict = Min(verdict, EpisodeVerdict.Aftermath);
            }
        }

        return verdict;
    }

    // The number of incidents whose first evaluation lies before another.
    private int CountBefore(int evaluation)
    {
        int low = 0, high = _windows.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_windows[middle].First < evaluation) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private Reach ReachOf(Evidence evidence, ScoredRule rule, RuleHistory history)
    {
        foreach (var known in _reaches)
            if (known.Touched == evidence.Touched) return known;
        var reach = Reach.Of(evidence, rule, history);
        _reaches.Add(reach);
        return reach;
    }

    private static bool ReadsScrapes(IReadOnlySet<SortedLabels>? selected) =>
        selected is null || selected.Any(series => series.ValueOf(MetricName) is "up" || series.ValueOf(MetricName)?.StartsWith("scrape_", StringComparison.Ordinal) == true);

    private static int Compare(Incident one, Incident other)
    {
        var order = Nullable.Compare(one.Evidence?.First, other.Evidence?.First);
        return order != 0 ? order : string.CompareOrdinal(one.Id, other.Id);
    }

    private static EpisodeVerdict Min(EpisodeVerdict one, EpisodeVerdict other) => one < other ? one : other;
}
