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

    /// <summary>Why the curve has no closed form after the last change; null if it has one.</summary>
    public TheoryObstacle? Obstacle => _sections[^1].Obstacle;

    /// <summary>Whether the curve has a closed form in some part of the run.</summary>
    public bool HasParts => _sections.Exists(section => section.Obstacle is null);

    /// <summary>The theory of a curve of label sets of a metric: of all of them, or of some that have paths of their own.</summary>
    /// <param name="recorded">The run.</param>
    /// <param name="query">The curve.</param>
    public static RunTheory Of(RecordedRun recorded, CurveQuery query)
    {
        var clean = recorded.WithoutAnomalies();
        var timeline = clean.Run.Model.Timeline;
        var sections = new List<TheorySection>();
        MetricDefinition? before = null;
        long origin = 0;
        foreach (var change in clean.Changes.Prepend(new ModelChange.Switched(0, clean.Run.Model)))
        {
            var (model, isSwitch) = change is ModelChange.Reloaded reloaded ? (reloaded.Model, false) : (((ModelChange.Switched)change).Model, true);
            if (isSwitch) origin = change.Tick;
            // Under another name, or as another type, it is another metric.
            var metric = model.Metrics.FirstOrDefault(metric => metric.Key == query.Key && metric.Name == query.Name && (query.Type is null || metric.Type == query.Type));
            sections.Add(SectionOf());
            before = metric;

            TheorySection SectionOf()
            {
                if (metric is null) return TheorySection.Without(change.Tick, origin, null, new TheoryObstacle(model.Sources.Any(source => source.Key == query.Key) ? "the metrics of a team come from its sessions, and have no closed form" : "the metric is not there any more"));
                var theory = PathTheory.Of(model, metric, query, out var obstacle);
                // Another scenario begins the path anew, and so does a metric that comes back. A reload goes on from where the path is.
                if (!isSwitch && before is not null) return sections[^1].ReloadedAt(change.Tick, theory, obstacle, !metric.Labels.Equals(before.Labels), timeline);
                return theory is null ? TheorySection.Without(change.Tick, origin, null, obstacle!) : new TheorySection(change.Tick, origin, theory, theory.BeginningAt((change.Tick - origin) * timeline.UpdateInterval), Jumps: true);
            }
        }

        return new RunTheory(sections, timeline, query.HasWindow ? timeline.TicksIn(query.Window) : 0);
    }

    /// <summary>Mean and variance of the curve at a tick, and the bands around it; null where the curve has no closed form, and where the window begins before the run, or holds a moment at which the path was set or its scale changed.</summary>
    /// <param name="tick">The tick.</param>
    /// <param name="deviations">For each band, how many standard deviations its upper bound is above the mean of a normal distribution.</param>
    public TheoryPoint? At(long tick, double[] deviations)
    {
        if (_window > 0 && LastJump(tick - 1) > tick - _window) return null;
        if (SectionAt(tick) is not { Obstacle: null } section) return null;
        // The middle of a window may lie before a reload, which leaves the path as it is.
        var middle = tick - _window / 2;
        var own = SectionAt(middle) ?? section;
        var elapsed = (tick - own.Origin) * _timeline.UpdateInterval;
        var theory = own.Theory!;
        var curve = theory.OfCurve(elapsed, own.PathAfter(theory.Middle(elapsed), _timeline));
        return new TheoryPoint(theory.Within(elapsed, curve.Mean), curve.StandardDeviation, Array.ConvertAll(deviations, count => theory.Band(elapsed, curve, count)));
    }

    private TheorySection? SectionAt(long tick) => _sections.FindLast(section => section.Begin <= tick);

    private long LastJump(long tick)
    {
        for (var i = _sections.Count - 1; i >= 0; i--)
        {
            var section = _sections[i];
            if (section.Begin > tick) continue;
            if (section.Obstacle is not null) break;
            var jump = section.Origin + section.Theory!.LastJump((tick - section.Origin) * _timeline.UpdateInterval) / _timeline.UpdateInterval;
            if (jump > section.Begin) return (long)jump;
            if (section.Jumps) return section.Begin;
        }

        return long.MaxValue;
    }
}
