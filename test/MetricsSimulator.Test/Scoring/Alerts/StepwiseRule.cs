using MetricsSimulator.Scoring.Alerts;

namespace MetricsSimulator.Test.Scoring.Alerts;

/// <summary>
/// A rule that is evaluated step by step, with the instants and the bookkeeping of Prometheus's own code, as an oracle: prometheus/prometheus, rules/alerting.go and rules/group.go.
/// </summary>
internal static class StepwiseRule
{
    /// <summary>The samples and markers of staleness of an instance's series <c>ALERTS</c>, sorted: <c>03 firing 1</c>.</summary>
    public static List<string> Samples(AlertTiming timing, AlertActivity activity, int instance)
    {
        var samples = new List<string>();
        var active = new Dictionary<int, Alert>();
        HashSet<(int Instance, string State)> before = [];
        for (var k = 0; k < activity.Evaluations; k++)
        {
            if (activity.Failed[k]) continue;
            var now = timing.Interval * k;
            var written = Evaluate(active, now, timing, i => activity.ReturnedOf(i)[k], activity.InstanceCount);
            if (timing.Limit > 0 && written.Count > timing.Limit)
            {
                active.Clear();
                continue;
            }

            samples.AddRange(written.Where(each => each.Instance == instance).Select(each => $"{k:00} {each.State} 1"));
            samples.AddRange(before.Except(written).Where(each => each.Instance == instance).Select(each => $"{k:00} {each.State} stale"));
            before = written;
        }

        samples.Sort(StringComparer.Ordinal);
        return samples;
    }

    private static HashSet<(int Instance, string State)> Evaluate(Dictionary<int, Alert> active, TimeSpan now, AlertTiming timing, Func<int, bool> isReturned, int instances)
    {
        HashSet<(int, string)> written = [];
        for (var i = 0; i < instances; i++)
        {
            if (isReturned(i)) active.TryAdd(i, new Alert { ActiveAt = now });
            if (!active.TryGetValue(i, out var alert)) continue;
            if (isReturned(i))
            {
                alert.KeepFiringSince = null;
            }
            else
            {
                if (alert.Fires) alert.KeepFiringSince ??= now;
                if (!alert.Fires || now - alert.KeepFiringSince >= timing.KeepFiringFor)
                {
                    active.Remove(i);
                    continue;
                }
            }

            if (now - alert.ActiveAt >= timing.For) alert.Fires = true;
            written.Add((i, alert.Fires ? "firing" : "pending"));
        }

        return written;
    }

    private sealed class Alert
    {
        public TimeSpan ActiveAt { get; init; }

        public TimeSpan? KeepFiringSince { get; set; }

        public bool Fires { get; set; }
    }
}
