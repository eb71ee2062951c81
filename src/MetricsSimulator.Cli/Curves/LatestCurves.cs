namespace MetricsSimulator.Cli.Curves;

/// <summary>
/// The curves of a query at the tick that was read last. Their values are those that a <see cref="CurveSampler"/> gives for the same tick, bit for bit, once the window before it was read. One thread at a
/// time.
/// </summary>
/// <param name="query">The query.</param>
/// <param name="interval">The length of a tick.</param>
internal sealed class LatestCurves(CurveQuery query, TimeSpan interval)
{
    private readonly SeriesGroups _groups = new(query);
    private readonly Dictionary<SeriesGroup, ExactSum[]?[]> _begins = [];
    private readonly long _window = query.HasWindow ? query.Window.Ticks / interval.Ticks : 0;
    private long _tick = -1;

    /// <summary>Reads a tick. All ticks before it, from the first on, must have been read.</summary>
    public void Read(Metrics.Snapshot snapshot)
    {
        _tick = snapshot.Tick;
        _groups.Read(snapshot);
        _groups.Forget(_tick - _window);
        if (!query.HasWindow) return;
        foreach (var group in _groups.Groups)
        {
            group.ForgetGaps(_tick - _window);
            if (!_begins.TryGetValue(group, out var begins)) _begins[group] = begins = new ExactSum[]?[_window + 1];
            ref var begin = ref begins[_tick % (_window + 1)];
            begin ??= new ExactSum[group.Increases.Length];
            group.Increases.CopyTo(begin);
        }

        if (_begins.Count == _groups.Groups.Count) return;
        foreach (var forgotten in _begins.Keys.Except(_groups.Groups).ToList()) _begins.Remove(forgotten);
    }

    /// <summary>The curves with their values at this tick; NaN where there is none.</summary>
    public IEnumerable<SampledCurve> Take() => query.HasWindow ? _groups.Groups.SelectMany(OfWindow) : _groups.Groups.Select(group => new SampledCurve(group.Name, [StepValues.ValueOf(query, group)]));

    // A window that begins before the run has no value, nor has one with a single sample.
    private IEnumerable<SampledCurve> OfWindow(SeriesGroup group) => WindowValues.CurvesOf(
        query, group, [_tick < _window || !group.HasIncreasesSince(_tick - _window) ? null : group.IncreasesSince(_begins[group][(_tick + 1) % (_window + 1)], _tick - _window, _tick)], _window * interval);
}
