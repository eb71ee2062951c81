using MetricsSimulator.Cli.Runs;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Curves;

/// <summary>
/// The theoretical mean and variance of a curve in a run that was changed while it went on, if there is a closed form. When another scenario begins, paths return to their initial values, and the time of the
/// theory begins again. A reload changes the parameters, and the path continues from the mean and variance that it has reached. Anomalies do not count. Immutable.
/// </summary>
internal sealed class RunTheory
{
    private readonly List<TheorySection> _sections;
    private readonly Timeline _timeline;
    private readonly long _window;

    private RunTheory(List<TheorySection> sections, Timeline timeline, long window) => (_sections, _timeline, _window) = (sections, timeline, window);

    /// <summary>The theory of a curve of label sets of a metric: of all of them, or of some that have paths of their own.</summary>
    /// <param name="recorded">The run.</param>
    /// <param name="query">The curve.</param>
    /// <param name="reason">Why there is no closed form; empty if there is one.</param>
    public static RunTheory? Of(RecordedRun recorded, CurveQuery query, out string reason)
    {
        var clean = recorded.WithoutAnomalies();
        var timeline = clean.Run.Model.Timeline;
        reason = "";
        var sections = new List<TheorySection>();
        var refused = "";
        MetricDefinition? before = null;
        foreach (var change in clean.Changes.Prepend(new ModelChange.Switched(0, clean.Run.Model)))
        {
            var (model, isSwitch) = change is ModelChange.Reloaded reloaded ? (reloaded.Model, false) : (((ModelChange.Switched)change).Model, true);
            var last = sections.Count == 0 ? null : sections[^1];
            var metric = model.Metrics.FirstOrDefault(metric => metric.Key == query.Key);
            var origin = isSwitch || last is null ? change.Tick : last.Origin;
            if (metric is null)
            {
                // It may come back, and then begins anew.
                sections.Clear();
                before = null;
                refused = "";
                continue;
            }

            if (isSwitch) refused = "";
            var theory = PathTheory.Of(model, metric, query, out reason);
            // Another scenario begins the path anew, but a reload goes on from where it is, which nobody can tell.
            if (theory is null || refused.Length > 0)
            {
                sections.Clear();
                if (reason.Length > 0) refused = reason;
                continue;
            }

            if (isSwitch || last is null)
            {
                sections.Add(new TheorySection(change.Tick, origin, theory, theory.Beginning, Jumps: true));
            }
            else
            {
                if (!metric.Labels.Equals(before!.Labels)) reason = "the labels of the metric were changed by a reload";
                if (theory.HasRegimes || last.Theory.HasRegimes) reason = "a path that switches regimes has no closed form from before a reload to after it";
                if (reason.Length > 0)
                {
                    sections.Clear();
                    refused = reason;
                    continue;
                }

                var elapsed = (change.Tick - origin) * timeline.UpdateInterval;
                var path = last.PathAt(change.Tick, timeline);
                var after = theory.TakeOver(last.Theory, elapsed, path);
                sections.Add(new TheorySection(change.Tick, origin, theory, after, Jumps: after != path || theory.FactorAt(elapsed) != last.Theory.FactorAt(elapsed)));
            }

            before = metric;
        }

        if (sections.Count == 0) reason = refused.Length > 0 ? refused : "the metric is not there any more";
        return sections.Count == 0 ? null : new RunTheory(sections, timeline, query.HasWindow ? timeline.TicksIn(query.Window) : 0);
    }

    /// <summary>Mean and variance of the curve at a tick, and the bands around it; null where the window begins before the run, or holds a moment at which the path was set or its scale changed.</summary>
    /// <param name="tick">The tick.</param>
    /// <param name="deviations">For each band, how many standard deviations its upper bound is above the mean of a normal distribution.</param>
    public TheoryPoint? At(long tick, double[] deviations)
    {
        if (_window > 0 && LastJump(tick - 1) > tick - _window) return null;
        var section = SectionAt(tick);
        if (section is null) return null;
        // The middle of a window may lie before a reload, which leaves the path as it is.
        var middle = tick - _window / 2;
        var own = SectionAt(middle) ?? section;
        var elapsed = (tick - own.Origin) * _timeline.UpdateInterval;
        var curve = own.Theory.OfCurve(elapsed, own.PathAfter(own.Theory.Middle(elapsed), _timeline));
        return new TheoryPoint(own.Theory.Within(elapsed, curve.Mean), curve.StandardDeviation, Array.ConvertAll(deviations, count => own.Theory.Band(elapsed, curve, count)));
    }

    private TheorySection? SectionAt(long tick) => _sections.FindLast(section => section.Begin <= tick);

    private long LastJump(long tick)
    {
        for (var i = _sections.Count - 1; i >= 0; i--)
        {
            var section = _sections[i];
            if (section.Begin > tick) continue;
            var jump = section.Origin + section.Theory.LastJump((tick - section.Origin) * _timeline.UpdateInterval) / _timeline.UpdateInterval;
            if (jump > section.Begin) return (long)jump;
            if (section.Jumps) return section.Begin;
        }

        return long.MaxValue;
    }
}
