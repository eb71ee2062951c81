using MetricsSimulator.Scoring.Alerts;
using MetricsSimulator.Scoring.Incidents;

namespace MetricsSimulator.Scoring.Judging;

/// <summary>The time of an incident in evaluations of one rule, and what the rule's episodes make of it.</summary>
internal sealed class IncidentWindow
{
    private readonly Incident _incident;
    private readonly EvaluationSchedule _schedule;
    private readonly int _resolutionFloor;
    private readonly bool _isOutside;
    private readonly bool _isTooShort;
    private int _detectedAt = -1;
    private SortedLabels? _detectedBy;
    private int _resolvedAt;
    private int _flaps;
    private int _lastInstance = -1;
    private bool _isMasked;
    private bool _isFiring;

    public IncidentWindow(Incident incident, Evidence evidence, Reach reach, bool isClaimed, ScoredRule rule, EvaluationSchedule schedule, JudgedTime time)
    {
        (_incident, Reach, IsClaimed, _schedule) = (incident, reach, isClaimed, schedule);
        var hold = rule.Timing.ForEvaluations;
        First = schedule.FirstFrom(evidence.First);
        End = schedule.FirstFrom(evidence.Last + time.Grace);
        AftermathEnd = Math.Max(End, schedule.FirstAfter(evidence.Last + rule.LookBack) + hold);
        Floor = First + hold;
        _resolutionFloor = schedule.FirstAfter(evidence.Last) + rule.Timing.KeepFiringForEvaluations;
        _isOutside = incident.Start < time.From || incident.End + time.Grace > time.To;
        _isTooShort = schedule.InstantOf(Floor) > evidence.Last + rule.LookBack;
    }

    /// <summary>The series that tell whether an instance may be about it.</summary>
    public Reach Reach { get; }

    /// <summary>Whether the rule is meant to detect it.</summary>
    public bool IsClaimed { get; }

    /// <summary>The first evaluation that sees its evidence.</summary>
    public int First { get; }

    /// <summary>The first evaluation after the grace.</summary>
    public int End { get; }

    /// <summary>The first evaluation at which nothing that begins to fire can come from it.</summary>
    public int AftermathEnd { get; }

    /// <summary>The earliest evaluation at which the rule can fire because of it. It may lie beyond the history.</summary>
    public int Floor { get; }

    /// <summary>Takes an episode that it caused, in its time.</summary>
    public void Detect(int instance, SortedLabels labels, AlertEpisode episode)
    {
        if (instance == _lastInstance) _flaps++;
        _lastInstance = instance;
        _resolvedAt = Math.Max(_resolvedAt, episode.EndsAt);
        var isFirst = _detectedAt < 0 || episode.FiresAt < _detectedAt;
        if (!isFirst && (episode.FiresAt > _detectedAt || string.CompareOrdinal(labels.ToString(), _detectedBy!.ToString()) >= 0)) return;
        (_detectedAt, _detectedBy) = (episode.FiresAt, labels);
    }

    /// <summary>Takes an episode that fires at its floor.</summary>
    /// <param name="episode">The episode.</param>
    /// <param name="isCaused">Whether it is known that an incident caused it.</param>
    /// <param name="isSpontaneous">Whether it is known that none did.</param>
    public void Cover(AlertEpisode episode, bool isCaused, bool isSpontaneous)
    {
        var isOlder = episode.FiresAt < First;
        if (isCaused) _isMasked |= isOlder;
        else _isFiring |= isOlder || isSpontaneous;
    }

    /// <summary>The judgement, after all episodes.</summary>
    /// <param name="chance">The share of random shifts that would have detected it.</param>
    public IncidentJudgement Judge(double chance)
    {
        var outcome = _isOutside ? IncidentOutcome.Outside
            : _detectedAt >= 0 ? IncidentOutcome.Detected
            : _isMasked ? IncidentOutcome.Masked
            : _isFiring ? IncidentOutcome.AlreadyFiring
            : _isTooShort ? IncidentOutcome.TooShort
            : IncidentOutcome.Missed;
        var judgement = new IncidentJudgement(_incident, IsClaimed, outcome, _schedule.InstantOf(Floor))
        {
            Flaps = _flaps,
            ResolutionFloor = _schedule.InstantOf(_resolutionFloor),
            Chance = chance,
        };
        return _detectedAt < 0 ? judgement : judgement with
        {
            DetectedAt = _schedule.InstantOf(_detectedAt),
            DetectedBy = _detectedBy,
            ResolvedAt = _resolvedAt < _schedule.Count ? _schedule.InstantOf(_resolvedAt) : null,
        };
    }
}
