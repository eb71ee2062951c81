using System.Runtime.InteropServices;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Model;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Disturbances;

/// <summary>
/// The anomalies that act on each series of one state, while the same anomalies are active. Series with the same anomalies form a group, so a tick computes
/// the influence once for each group, not for each series. Group 0 has the series on which no anomaly acts.
/// </summary>
internal sealed class DisturbedSeries
{
    /// <summary>The number of series in a block.</summary>
    public const int BlockLength = NormalBlock.MaximumLength;

    private readonly Anomaly[] _anomalies;
    private readonly Influence _basis;
    private readonly List<int[]> _groups = [[]];
    private readonly int[]?[]? _blocks;
    private readonly int _only;
    private Disturbance? _even;
    private Disturbance? _odd;
    private bool[] _staleGroups = [];
    private bool[]? _absent;

    /// <summary>Sorts the series of a state into groups.</summary>
    /// <param name="count">The number of series.</param>
    /// <param name="entries">The anomalies, each with the series on which it acts; null for all.</param>
    /// <param name="basis">The influence on every series without any anomaly.</param>
    public DisturbedSeries(int count, IReadOnlyList<(Anomaly Anomaly, bool[]? Selected)> entries, Influence basis)
    {
        _anomalies = [.. entries.Select(entry => entry.Anomaly)];
        _basis = basis;
        if (entries.All(entry => entry.Selected is null))
        {
            if (entries.Count == 0) return;
            _only = 1;
            _groups.Add([.. Enumerable.Range(0, entries.Count)]);
            return;
        }

        _blocks = new int[]?[(count + BlockLength - 1) / BlockLength];
        for (var i = 0; i < entries.Count; i++) Join(i, entries[i].Selected, count);
    }

    /// <summary>Whether all series are absent, and no anomaly acts on any.</summary>
    public bool IsAbsence => _basis.Absent && _anomalies.Length == 0;

    /// <summary>Whether an anomaly acts on a series in a block.</summary>
    /// <param name="labelSet">The number of a label set in the block.</param>
    public bool Touches(int labelSet) => _basis.Absent || (_blocks is null ? _only > 0 : _blocks[labelSet / BlockLength] is not null);

    /// <inheritdoc cref="Disturbance.NextTouched"/>
    public int NextTouched(int first, int end)
    {
        if (_basis.Absent || (_blocks is null && _only > 0)) return Math.Min(first, end);
        if (_blocks is null) return end;
        while (first < end)
        {
            var inBlock = first % BlockLength;
            var length = Math.Min(BlockLength - inBlock, end - first);
            var at = _blocks[first / BlockLength] is { } block ? block.AsSpan(inBlock, length).IndexOfAnyExcept(0) : -1;
            if (at >= 0) return first + at;
            first += length;
        }

        return end;
    }

    /// <summary>The group of a series.</summary>
    /// <param name="labelSet">Its number in the state.</param>
    public int GroupOf(int labelSet)
    {
        if (_blocks is null) return _only;
        var block = _blocks[labelSet / BlockLength];
        return block is null ? 0 : block[labelSet % BlockLength];
    }

    /// <summary>Which series are absent under given influences; null for none.</summary>
    /// <param name="influences">The influence on each group.</param>
    /// <param name="count">The number of series.</param>
    /// <returns>The same array as before while the same series are absent; it never changes.</returns>
    public bool[]? AbsentUnder(ReadOnlySpan<Influence> influences, int count)
    {
        var isSame = _staleGroups.Length == influences.Length;
        for (var group = 0; isSame && group < influences.Length; group++) isSame = _staleGroups[group] == influences[group].IsStale;
        if (isSame) return _absent;
        _staleGroups = new bool[influences.Length];
        for (var group = 0; group < influences.Length; group++) _staleGroups[group] = influences[group].IsStale;
        if (!_staleGroups.Contains(true)) return _absent = null;
        _absent = new bool[count];
        for (var i = 0; i < count; i++) _absent[i] = _staleGroups[GroupOf(i)];
        return _absent;
    }

    /// <summary>The disturbance of a tick; valid until that of the tick after the next is requested.</summary>
    /// <param name="tick">The tick.</param>
    /// <param name="timeline">The ticks.</param>
    /// <param name="scaleAt">The factor for rates at a tick, if the cycle is ahead by a time.</param>
    public Disturbance At(long tick, Timeline timeline, Func<long, TimeSpan, double> scaleAt)
    {
        // A tick needs its own and that of the next tick. Allocating them for each tick would cause most of the garbage of a tick.
        ref var disturbance = ref long.IsEvenInteger(tick) ? ref _even : ref _odd;
        disturbance ??= new Disturbance(this, _groups.Count);
        if (disturbance.Tick == tick) return disturbance;
        var influences = disturbance.Begin(tick);
        for (var group = 0; group < influences.Length; group++)
        {
            ref var influence = ref influences[group];
            influence = _basis;
            foreach (var i in _groups[group]) _anomalies[i].Definition.Kind.OnSeries(AnomalyMoment.Of(_anomalies[i], tick, timeline.UpdateInterval), ref influence);
            influence.Bound();
            if (influence.CycleShift != TimeSpan.Zero) influence.ShiftedScale = scaleAt(tick, influence.CycleShift);
        }

        return disturbance;
    }

    /// <summary>Lets one more anomaly act on some series.</summary>
    private void Join(int anomaly, bool[]? selected, int count)
    {
        var joined = new Dictionary<int, int>();
        for (var i = 0; i < count; i++)
        {
            if (selected is not null && !selected[i]) continue;
            ref var block = ref _blocks![i / BlockLength];
            block ??= new int[BlockLength];
            ref var group = ref block[i % BlockLength];
            ref var next = ref CollectionsMarshal.GetValueRefOrAddDefault(joined, group, out var isKnown);
            if (!isKnown)
            {
                next = _groups.Count;
                _groups.Add([.. _groups[group], anomaly]);
            }

            group = next;
        }
    }
}
