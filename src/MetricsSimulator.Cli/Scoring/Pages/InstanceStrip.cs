using MetricsSimulator.Scoring.Alerts;

namespace MetricsSimulator.Cli.Scoring.Pages;

/// <summary>When an instance of an alert, or any of them, was pending and when it fired.</summary>
/// <param name="Labels">The labels of the instance, for people; empty for all of them.</param>
/// <param name="Pending">The evaluations at which it was pending.</param>
/// <param name="Firing">The evaluations at which it fired.</param>
internal sealed record InstanceStrip(string Labels, EvaluationSet Pending, EvaluationSet Firing)
{
    // With more instances, one strip shows all of them.
    private const int MostStrips = 6;

    // So that a rule that changes its mind every minute does not fill the page.
    private const int MostRuns = 400;

    /// <summary>The strips of an alert that fired or was pending, by their labels.</summary>
    /// <param name="trace">The states of its instances.</param>
    public static List<InstanceStrip> Of(AlertTrace trace)
    {
        var strips = new List<InstanceStrip>();
        InstanceStrip? all = null;
        for (var instance = 0; instance < trace.Activity.InstanceCount; instance++)
        {
            var spans = trace.SpansOf(instance);
            if (spans.Count == 0) continue;
            if (all is null && strips.Count == MostStrips)
            {
                all = Empty("", trace);
                foreach (var strip in strips)
                {
                    all.Pending.AddAll(strip.Pending);
                    all.Firing.AddAll(strip.Firing);
                }
            }

            var one = all ?? Empty(trace.Activity.LabelsOf(instance).ToString(), trace);
            foreach (var span in spans) (span.IsFiring ? one.Firing : one.Pending).AddRange(span.First, span.End);
            if (all is null) strips.Add(one);
        }

        strips.Sort((one, other) => string.CompareOrdinal(one.Labels, other.Labels));
        return all is null ? strips : [all];
    }

    /// <summary>The runs of consecutive evaluations in a set: for each the distance from the one before, and its length. Where there are too many, the nearest are joined.</summary>
    /// <param name="set">The set.</param>
    /// <param name="first">The first evaluation that counts.</param>
    /// <param name="end">The one after the last.</param>
    public static List<int> RunsOf(EvaluationSet set, int first, int end)
    {
        for (var joined = 0; ; joined = 2 * joined + 1)
        {
            var runs = new List<int>();
            var last = first;
            for (int run = set.NextIn(first), after; run < end; run = set.NextIn(after))
            {
                after = Math.Min(set.NextOut(run), end);
                if (runs.Count > 0 && run - last <= joined) runs[^1] += after - last;
                else runs.AddRange(run - last, after - run);
                last = after;
            }

            if (runs.Count <= 2 * MostRuns) return runs;
        }
    }

    private static InstanceStrip Empty(string labels, AlertTrace trace) => new(labels, new EvaluationSet(trace.Activity.Evaluations), new EvaluationSet(trace.Activity.Evaluations));
}
