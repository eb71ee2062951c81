using MetricsSimulator.Configuration.Records;
using MetricsSimulator.Scoring;
using MetricsSimulator.Scoring.Alerts;

namespace MetricsSimulator.Cli.Scoring.Detectors;

/// <summary>What a detector found, as the activity of an alert: a label set is an instance.</summary>
internal static class Detections
{
    /// <summary>The activity over a history.</summary>
    /// <param name="records">What it found, in any order. What lies outside the history does not count.</param>
    /// <param name="schedule">The history, in short steps.</param>
    /// <param name="join">Instants and intervals of a label set that lie at most so far apart are one.</param>
    public static AlertActivity Of(IEnumerable<DetectionRecord> records, EvaluationSchedule schedule, TimeSpan join)
    {
        var activity = new AlertActivity(schedule.Count);
        var end = schedule.InstantOf(schedule.Count);
        foreach (var ofInstance in records.GroupBy(record => SortedLabels.Of(record.Labels)))
        {
            var returned = activity.ReturnedOf(activity.InstanceOf(ofInstance.Key));
            DateTimeOffset? from = null;
            var to = DateTimeOffset.MinValue;
            foreach (var record in ofInstance.OrderBy(record => record.Start))
            {
                if (from is { } begun && record.Start > to + join)
                {
                    Add(begun, to);
                    from = null;
                }

                from ??= record.Start;
                if (record.End > to) to = record.End;
            }

            if (from is { } last) Add(last, to);

            // A step that begins before a detection does not know of it yet.
            void Add(DateTimeOffset begin, DateTimeOffset over)
            {
                if (begin >= end || over < schedule.First) return;
                var first = schedule.FirstFrom(begin);
                returned.AddRange(first, Math.Min(schedule.Count, Math.Max(first + 1, schedule.FirstFrom(over))));
            }
        }

        return activity;
    }
}
