using System.Collections.Immutable;
using MetricsSimulator.Scoring.Judging;
using MetricsSimulator.Scoring.Statistics;

namespace MetricsSimulator.Scoring.Scores;

/// <summary>How well a rule did, over all seeds. What needs a twin is null without one.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Seeds">The number of seeds.</param>
/// <param name="JudgedDays">The judged days of each.</param>
/// <param name="Detection">How many of the incidents that it claims it detected.</param>
/// <param name="Kinds">The same for each kind that it reads, claimed kinds first, then by name.</param>
/// <param name="Delay">How soon; null if it detected none.</param>
public sealed record RuleScore(ScoredRule Rule, int Seeds, double JudgedDays, DetectionScore Detection, ImmutableArray<KindScore> Kinds, DelayScore? Delay)
{
    /// <summary>The incidents a day with which precision is computed when no other number is given: one a week.</summary>
    public const double DefaultIncidentsPerDay = 1.0 / 7;

    /// <summary>The median of what delays have beyond the floor.</summary>
    public TimeSpan? MedianExcess { get; private init; }

    /// <summary>The number of incidents that were over when they were detected.</summary>
    public int Late { get; private init; }

    /// <summary>The delays of all detected incidents, in seconds, sorted.</summary>
    public ImmutableArray<double> Delays { get; private init; } = [];

    /// <summary>How often an instance fired again because of the same incident.</summary>
    public int Flaps { get; private init; }

    /// <summary>The median time from the end of an incident to the end of the last episode that it caused.</summary>
    public TimeSpan? MedianResolution { get; private init; }

    /// <summary>The median of what that time has beyond its floor.</summary>
    public TimeSpan? MedianResolutionExcess { get; private init; }

    /// <summary>The false episodes a day on the twin.</summary>
    public Estimate? FalsePerDay { get; private init; }

    /// <summary>The false episodes a day on the signal.</summary>
    public Estimate? FalsePerDayOnSignal { get; private init; }

    /// <summary>The episodes a day that incidents cause which the rule reads and does not claim.</summary>
    public double OtherPerDay { get; private init; }

    /// <summary>The episodes a day in the aftermath of incidents.</summary>
    public double AftermathPerDay { get; private init; }

    /// <summary>The episodes a day that lie in the time of no incident, where there is no twin.</summary>
    public double UnmatchedPerDay { get; private init; }

    /// <summary>The share of evaluations on the twin at which it fires.</summary>
    public double? FiringShare { get; private init; }

    /// <summary>The incidents a day that <see cref="Precision"/> supposes.</summary>
    public double IncidentsPerDay { get; private init; }

    /// <summary>The share of its episodes that tell an incident: Rλ/(Rλ + false a day), with recall R and λ incidents a day. Null if it would never fire.</summary>
    public double? Precision { get; private init; }

    /// <summary>The harmonic mean of precision and recall.</summary>
    public double? F1 => Precision is { } precision && Detection.Recall is { Value: var recall } && precision + recall > 0 ? 2 * precision * recall / (precision + recall) : null;

    /// <summary>The score of the Numenta Anomaly Benchmark; null if no incident counts.</summary>
    public double? Nab { get; private init; }

    /// <summary>The annotation that claims the kinds which the rule detects significantly more often than chance.</summary>
    public Claims SuggestedClaims => new([.. Kinds.Where(kind => kind.Detection.IsAboveChance).Select(kind => kind.Kind).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(kind => new Claim(kind, null))]);

    /// <summary>The share of all incidents that count which were detected within a time; null if none counts.</summary>
    public double? RecallWithin(TimeSpan delay)
    {
        if (Detection.Judged == 0) return null;
        var count = 0;
        while (count < Delays.Length && Delays[count] <= delay.TotalSeconds) count++;
        return (double)count / Detection.Judged;
    }

    /// <summary>Scores a rule.</summary>
    /// <param name="results">How it did over the history of each seed; at least one.</param>
    /// <param name="incidentsPerDay">The incidents a day that precision supposes, above 0.</param>
    public static RuleScore Of(RuleResults results, double incidentsPerDay = DefaultIncidentsPerDay)
    {
        ArgumentNullException.ThrowIfNull(results);
        MetricsSimulator.Rule.Require(MetricsSimulator.Rule.Positive(incidentsPerDay), nameof(incidentsPerDay));
        var judgements = results.BySeed();
        var days = judgements[0].Time.Length / TimeSpan.FromDays(1);
        var detection = DetectionScore.Of(judgements, incident => incident.IsClaimed);
        var delays = new double[judgements.Length][];
        List<double> all = [], excesses = [], resolutions = [], resolutionExcesses = [];
        int flaps = 0, late = 0;
        for (var i = 0; i < judgements.Length; i++)
        {
            var ofSeed = new List<double>();
            foreach (var incident in judgements[i].Incidents)
            {
                if (!incident.IsClaimed || incident.Outcome != IncidentOutcome.Detected) continue;
                ofSeed.Add(incident.Delay!.Value.TotalSeconds);
                excesses.Add(incident.Excess!.Value.TotalSeconds);
                flaps += incident.Flaps;
                if (incident.IsLate) late++;
                if (incident.ResolvedAt is not { } resolved) continue;
                resolutions.Add((resolved - incident.Incident.End).TotalSeconds);
                resolutionExcesses.Add((resolved - incident.ResolutionFloor).TotalSeconds);
            }

            all.AddRange(ofSeed);
            delays[i] = [.. ofSeed];
        }

        all.Sort();
        var hasTwin = judgements[0].FalseOnTwin is not null;
        var falsePerDay = hasTwin ? DailyRate.Of([.. judgements.Select(judgement => judgement.FalseOnTwin ?? 0)], days) : null;
        return new RuleScore(results.Rule, judgements.Length, days, detection, KindsOf(judgements), DelayScore.Of(delays))
        {
            MedianExcess = DelayScore.MedianOf(excesses),
            Late = late,
            Delays = [.. all],
            Flaps = flaps,
            MedianResolution = DelayScore.MedianOf(resolutions),
            MedianResolutionExcess = DelayScore.MedianOf(resolutionExcesses),
            FalsePerDay = falsePerDay,
            FalsePerDayOnSignal = hasTwin ? DailyRate.Of(CountsOf(judgements, EpisodeVerdict.False), days) : null,
            OtherPerDay = PerDay(judgements, EpisodeVerdict.Other, days),
            AftermathPerDay = PerDay(judgements, EpisodeVerdict.Aftermath, days),
            UnmatchedPerDay = PerDay(judgements, EpisodeVerdict.Unmatched, days),
            FiringShare = hasTwin ? ShareOf(judgements) : null,
            IncidentsPerDay = incidentsPerDay,
            Precision = detection.Recall is { } recall && falsePerDay is { } wrong && recall.Value + wrong.Value > 0
                ? recall.Value * incidentsPerDay / (recall.Value * incidentsPerDay + wrong.Value)
                : null,
            Nab = NabScore.Of(judgements),
        };
    }

    private static ImmutableArray<KindScore> KindsOf(RuleJudgement[] judgements)
    {
        var kinds = ImmutableArray.CreateBuilder<KindScore>();
        foreach (var isClaimed in new[] { true, false })
        {
            var names = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var judgement in judgements)
                foreach (var incident in judgement.Incidents)
                    if (incident.IsClaimed == isClaimed) names.Add(incident.Incident.Kind);
            foreach (var name in names)
                kinds.Add(new KindScore(name, isClaimed, DetectionScore.Of(judgements, incident => incident.IsClaimed == isClaimed && incident.Incident.Kind == name)));
        }

        return kinds.ToImmutable();
    }

    private static double ShareOf(RuleJudgement[] judgements)
    {
        long firing = 0, evaluations = 0;
        foreach (var judgement in judgements)
        {
            firing += judgement.FiringOnTwin ?? 0;
            evaluations += judgement.Evaluations;
        }

        return (double)firing / evaluations;
    }

    private static int[] CountsOf(RuleJudgement[] judgements, EpisodeVerdict verdict) => [.. judgements.Select(judgement => judgement.Count(verdict))];

    private static double PerDay(RuleJudgement[] judgements, EpisodeVerdict verdict, double days) => DailyRate.Of(CountsOf(judgements, verdict), days)?.Value ?? 0;
}
