using System.Collections.Immutable;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Curves;

/// <summary>The series of a metric in groups, tick by tick. Series may be born and end, and a reload may change the buckets. One thread at a time.</summary>
/// <param name="query">The metric, and the label whose values form the groups.</param>
internal sealed class SeriesGroups(CurveQuery query)
{
    private readonly List<SeriesGroup> _groups = [];
    private readonly Dictionary<string, SeriesGroup> _named = new(StringComparer.Ordinal);
    private Layout? _layout;
    private ImmutableArray<Member> _members = [];

    /// <summary>The groups, in the order in which they first appeared. Only <see cref="Forget"/> removes some. If the buckets change, another group takes the place of one.</summary>
    public IReadOnlyList<SeriesGroup> Groups => _groups;

    /// <summary>Reads a tick. All ticks before it, from the first on, must have been read.</summary>
    public void Read(Snapshot snapshot)
    {
        if (snapshot.Layout != _layout) Look(snapshot.Layout);
        foreach (var group in _groups) group.Begin();
        var values = snapshot.Values;
        foreach (var member in _members)
        {
            var own = values.Slice(member.Column, member.Last.Values.Length);
            if (!Staleness.IsMarker(own[0])) member.Group.Add(own, member.Last, snapshot.Tick);
        }
    }

    /// <summary>Removes the groups whose series have all ended, and were last present before a tick.</summary>
    /// <param name="tick">The tick.</param>
    public void Forget(long tick)
    {
        foreach (var group in _groups)
            if (group.HasEnded && group.LastTick < tick) _named.Remove(group.Name);
        _groups.RemoveAll(group => group.HasEnded && group.LastTick < tick);
    }

    private void Look(Layout layout)
    {
        // Another simulator of the same run gives other numbers to the same series.
        var isOther = _layout is not null && !ReferenceEquals(_layout.Registry, layout.Registry);
        var before = isOther ? null : _members.ToDictionary(member => member.Series);
        var named = isOther ? _members.ToDictionary(member => IdentityOf(member.Family, member.LabelSet), StringComparer.Ordinal) : null;
        _layout = layout;
        foreach (var group in _groups) group.HasEnded = true;
        var members = ImmutableArray.CreateBuilder<Member>();
        foreach (var family in layout.Families.Where(family => family.Name == query.Name && (query.Type is null || family.Type == query.Type)))
        {
            var selected = query.Matchers.Select(family.Labels, family.Range);
            foreach (var (number, column) in family.LabelSets)
            {
                var i = number - family.Range.First;
                if (selected is not null && !selected[i]) continue;
                var series = family.Numbers[i * family.Series.Length];
                var seen = before is not null ? before.GetValueOrDefault(series) : named!.GetValueOrDefault(IdentityOf(family, number));
                var last = seen.Last is { } values && HasSameValues(seen.Family, family) ? values : new SeenValues(family.Stride);
                members.Add(new Member(column, series, last, GroupOf(family, number), family, number));
            }
        }

        _members = members.ToImmutable();
    }

    private SeriesGroup GroupOf(MetricFamily family, int labelSet)
    {
        var name = query.By is null ? "" : family.Labels.LabelsOf(labelSet).FirstOrDefault(label => label.Key == query.By).Value ?? "";
        var isKnown = _named.TryGetValue(name, out var group);
        if (group is null || !HasSameValues(group.Family, family))
        {
            var other = new SeriesGroup(name, family);
            if (isKnown) _groups[_groups.IndexOf(group!)] = other;
            else _groups.Add(other);
            group = _named[name] = other;
        }

        group.HasEnded = false;
        return group;
    }

    private static bool HasSameValues(MetricFamily one, MetricFamily other) => one.Type == other.Type && one.Buckets.AsSpan().SequenceEqual(other.Buckets.AsSpan());

    private static string IdentityOf(MetricFamily family, int labelSet) => string.Join('\0', family.Labels.LabelsOf(labelSet).Select(label => $"{label.Key}\0{label.Value}"));

    private readonly record struct Member(int Column, long Series, SeenValues Last, SeriesGroup Group, MetricFamily Family, int LabelSet);
}
