using System.Collections.Immutable;
using MetricsSimulator.Scoring.Judging;
using MetricsSimulator.Scoring.Statistics;

namespace MetricsSimulator.Scoring.Scores;

/// <summary>
/// How well all rules did together, over all seeds. A cascade is one incident: it counts if one of its incidents counts for a rule, and its first detection by any rule detects it.
/// </summary>
/// <param name="Judged">The incidents that count.</param>
/// <param name="Detected">Those that a rule detected.</param>
/// <param name="Recall">Their share; null if none counts.</param>
/// <param name="Delay">How soon after the start of the cascade's first incident; null if none was detected.</param>
/// <param name="FalsePerDay">The false episodes a day of all rules on the twin; null without one.</param>
/// <param name="First">The rules by the number of incidents that they detected first, then by name.</param>
public sealed record RuleSetScore(int Judged, int Detected, Estimate? Recall, DelayScore? Delay, Estimate? FalsePerDay, ImmutableArray<RuleShare> First)
{
    /// <summary>Scores the rules.</summary>
    /// <param name="rules">The results of each rule over the same seeds; at least one.</param>
    public static RuleSetScore Of(IReadOnlyCollection<RuleResults> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        RuleResults[] ordered = [.. rules];
        Array.Sort(ordered, (one, other) => string.CompareOrdinal(one.Rule.Name, other.Rule.Name));
        var judgements = ordered.Select(results => results.BySeed()).ToArray();
        var seeds = judgements[0].Length;
        int[] judged = new int[seeds], detected = new int[seeds], wrong = new int[seeds], first = new int[ordered.Length];
        var delays = new double[seeds][];
        for (var seed = 0; seed < seeds; seed++)
        {
            var cascades = Cascades(judgements, seed);
            judged[seed] = cascades.Count;
            var ofSeed = new List<double>();
            foreach (var cascade in cascades.Values)
            {
                if (cascade.Rule < 0) continue;
                first[cascade.Rule]++;
                ofSeed.Add(cascade.Delay.TotalSeconds);
            }

            (detected[seed], delays[seed]) = (ofSeed.Count, [.. ofSeed]);
            foreach (var ofRule in judgements) wrong[seed] += ofRule[seed].FalseOnTwin ?? 0;
        }

        var shares = new RuleShare[ordered.Length];
        for (var i = 0; i < shares.Length; i++) shares[i] = new RuleShare(ordered[i].Rule.Name, first[i]);
        Array.Sort(shares, (one, other) => one.First == other.First ? string.CompareOrdinal(one.Rule, other.Rule) : other.First - one.First);
        var hasTwin = judgements[0][0].FalseOnTwin is not null;
        return new RuleSetScore(
            judged.Sum(), detected.Sum(), Proportion.Of(detected, judged), DelayScore.Of(delays),
            hasTwin ? DailyRate.Of(wrong, judgements[0][0].Time.Length / TimeSpan.FromDays(1)) : null, [.. shares]);
    }

    private static SortedDictionary<string, Cascade> Cascades(RuleJudgement[][] judgements, int seed)
    {
        var cascades = new SortedDictionary<string, Cascade>(StringComparer.Ordinal);
        for (var rule = 0; rule < judgements.Length; rule++)
        {
            foreach (var judgement in judgements[rule][seed].Incidents)
            {
                if (!judgement.IsClaimed || !judgement.IsJudged) continue;
                var incident = judgement.Incident;
                if (!cascades.TryGetValue(incident.RootId, out var cascade)) cascades.Add(incident.RootId, cascade = new Cascade());
                if (judgement.Outcome == IncidentOutcome.Detected) cascade.Detect(rule, judgement.DetectedAt!.Value - incident.RootStart);
            }
        }

        return cascades;
    }

    private sealed class Cascade
    {
        public int Rule { get; private set; } = -1;

        public TimeSpan Delay { get; private set; }

        // Rules come in the order of their names, so that the first wins a tie.
        public void Detect(int rule, TimeSpan delay)
        {
            if (Rule < 0 || delay < Delay) (Rule, Delay) = (rule, delay);
        }
    }
}
