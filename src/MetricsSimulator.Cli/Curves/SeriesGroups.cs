using System.Collections.Immutable;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Cli.Curves;

/// <summary>The series of a metric in groups, tick by tick. Series may be born and end. One thread at a time.</summary>
/// <param name="metric">The name of the metric in Prometheus.</param>
/// <param name="matchers">The label sets that count.</param>
/// <param name="by">The label whose values form the groups; null for one group.</param>
internal sealed class SeriesGroups(string metric, LabelMatchers matchers, string? by)
{
    private readonly List<SeriesGroup> _groups = [];
    private Layout? _layout;
    private ImmutableArray<Member> _members = [];

    /// <summary>The groups, in the order in which they first appeared. None is ever removed.</summary>
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

    private void Look(Layout layout)
    {
        _layout = layout;
        var before = _members.ToDictionary(member => member.Number, member => member.Last);
        var members = ImmutableArray.CreateBuilder<Member>();
        foreach (var family in layout.Families.Where(family => family.Name == metric))
        {
            var selected = matchers.Select(family.Labels, family.Range);
            foreach (var (number, column) in family.LabelSets)
            {
                var i = number - family.Range.First;
                if (selected is not null && !selected[i]) continue;
                var series = family.Numbers[i * family.Series.Length];
                members.Add(new Member(column, series, before.GetValueOrDefault(series) ?? new SeenValues(family.Stride), GroupOf(family, number)));
            }
        }

        _members = members.ToImmutable();
    }

    private SeriesGroup GroupOf(MetricFamily family, int labelSet)
    {
        var name = by is null ? "" : family.Labels.LabelsOf(labelSet).FirstOrDefault(label => label.Key == by).Value ?? "";
        if (_groups.Find(group => group.Name == name) is { } found) return found;
        _groups.Add(new SeriesGroup(name, family));
        return _groups[^1];
    }

    private readonly record struct Member(int Column, long Number, SeenValues Last, SeriesGroup Group);
}
