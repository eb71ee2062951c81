using CsCheck;
using MetricsSimulator.Formats.Series;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Test.Formats.Series;

/// <summary>A series keeps its column, whatever layouts a run shows.</summary>
public sealed class SeriesUnionTest
{
    [Fact]
    public void A_value_is_found_in_the_column_that_its_series_was_given_first() =>
        Gen.Int[0, 12].HashSet[0, 6].Array[1, 12].Sample(shown =>
        {
            var registry = new SeriesRegistry();
            var union = new SeriesUnion();
            var columns = new Dictionary<string, int>(StringComparer.Ordinal);
            Layout? layout = null;
            foreach (var set in shown)
            {
                layout = Next(registry, layout, Family(new LabelList([.. set.Select(Named)])));
                union.Add(layout);
                using var snapshot = new Snapshot(layout, 0, default, [.. set.Select(value => (double)value)]);
                var row = new double[union.Layout.ValueCount];
                union.Copy(snapshot, row);
                var found = ColumnsOf(union.Layout);
                foreach (var value in set)
                {
                    var column = found[$"{{v=\"{value}\"}}"];
                    Assert.Equal(value, row[column]);
                    Assert.Equal(column, columns.TryAdd($"{value}", column) ? column : columns[$"{value}"]);
                }

                Assert.Equal(set.Count, row.Count(value => !Staleness.IsMarker(value)));
            }
        });

    [Fact]
    public void A_product_that_comes_again_after_a_reload_goes_on_in_its_columns()
    {
        var registry = new SeriesRegistry();
        var union = new SeriesUnion();
        var both = Next(registry, null, Family(new LabelSpace([new LabelDimension("v", ["a", "b"])])));
        var one = Next(registry, both, Family(new LabelSpace([new LabelDimension("v", ["a"])])));
        var again = Next(registry, one, Family(new LabelSpace([new LabelDimension("v", ["b", "a", "c"])])));
        Assert.True(union.Add(both));
        Assert.False(union.Add(one));
        Assert.True(union.Add(again));
        Assert.Equal(["{v=\"a\"}", "{v=\"b\"}", "{v=\"c\"}"], ColumnsOf(union.Layout).OrderBy(column => column.Value).Select(column => column.Key));
        using var snapshot = new Snapshot(again, 0, default, [2, 1, 3]);
        var row = new double[3];
        union.Copy(snapshot, row);
        Assert.Equal([1, 2, 3], row);
    }

    [Fact]
    public void A_gauge_with_the_name_of_a_histograms_sum_goes_on_in_the_column_of_the_sum()
    {
        var registry = new SeriesRegistry();
        var union = new SeriesUnion();
        var before = Next(registry, null, new MetricFamily("h", "", MetricType.Histogram, LabelSpace.Empty, [1], 0));
        var after = Next(registry, before, new MetricFamily("h_sum", "", MetricType.Gauge, LabelSpace.Empty, [], 0));
        union.Add(before);
        Assert.False(union.Add(after));
        using var snapshot = new Snapshot(after, 0, default, [7]);
        Assert.Equal(["h_sum{} 7"], Shown(union, snapshot));
    }

    [Fact]
    public void Whatever_type_and_buckets_a_name_has_no_series_stands_twice_and_none_is_shown_that_is_not_there() =>
        Gen.Int[0, 6].Array[1, 8].Sample(shown =>
        {
            // Histograms with changing buckets, metrics of the names of their sum and count, and nothing at all.
            MetricFamily Shape(int which) => which switch
            {
                0 => new MetricFamily("z", "", MetricType.Gauge, LabelSpace.Empty, [], 0),
                1 => new MetricFamily("h", "", MetricType.Histogram, LabelSpace.Empty, [1, 2], 0),
                2 => new MetricFamily("h", "", MetricType.Histogram, LabelSpace.Empty, [1, 3], 0),
                3 => new MetricFamily("h", "", MetricType.Histogram, LabelSpace.Empty, [2, 3], 0),
                4 => new MetricFamily("h_sum", "", MetricType.Gauge, LabelSpace.Empty, [], 0),
                5 => new MetricFamily("h_count", "", MetricType.Gauge, LabelSpace.Empty, [], 0),
                _ => new MetricFamily("h_count", "", MetricType.Counter, LabelSpace.Empty, [], 0),
            };

            var registry = new SeriesRegistry();
            var union = new SeriesUnion();
            Layout? layout = null;
            foreach (var which in shown)
            {
                layout = Next(registry, layout, Shape(which));
                union.Add(layout);
                var values = Enumerable.Range(1, layout.ValueCount).Select(value => (double)value).ToArray();
                using var snapshot = new Snapshot(layout, 0, default, values);
                var family = layout.Families[0];
                var expected = family.Series.Select(series => $"{NameOf(family, series)} {values[series.Value]}").Order(StringComparer.Ordinal);
                Assert.Equal(expected, Shown(union, snapshot));
            }
        });

    [Fact]
    public void A_union_without_what_has_ended_has_what_was_shown_last()
    {
        var registry = new SeriesRegistry();
        var union = new SeriesUnion();
        Layout? layout = null;
        for (var i = 0; i < 10; i++) union.Add(layout = Next(registry, layout, Family(new LabelList([Named(i)]))));
        Assert.Same(union, union.WithoutEnded(10));
        Assert.Equal(["{v=\"9\"}"], ColumnsOf(union.WithoutEnded(0).Layout).Keys);
    }

    [Fact]
    public void Labels_that_the_layouts_do_not_show_are_given_to_every_series()
    {
        var union = new SeriesUnion([new LabelDimension("team", ["x"])]);
        var registry = new SeriesRegistry();
        var first = Next(registry, null, Family(new LabelList([Named(1)])));
        union.Add(first);
        union.Add(Next(registry, first, Family(new LabelList([((LabelList)first.Families[0].Labels).LabelSets[0], Named(2)]))));
        Assert.Equal(["{v=\"1\",team=\"x\"}", "{v=\"2\",team=\"x\"}"], ColumnsOf(union.Layout).Keys);
    }

    // The series that are there, with their values, when no series of the union has the name and labels of another.
    private static IEnumerable<string> Shown(SeriesUnion union, Snapshot snapshot)
    {
        var row = new double[union.Layout.ValueCount];
        union.Copy(snapshot, row);
        var all = union.Layout.Families.SelectMany(family => family.LabelSets.SelectMany(labelSet => family.Series.Select(series =>
            (Name: NameOf(family, series), Value: row[labelSet.Column + series.Value])))).ToArray();
        Assert.Equal(all.Length, all.DistinctBy(series => series.Name).Count());
        return all.Where(series => !Staleness.IsMarker(series.Value)).Select(series => $"{series.Name} {series.Value}").Order(StringComparer.Ordinal);
    }

    private static string NameOf(MetricFamily family, FamilySeries series) => $"{family.Name}{series.Suffix}{{{series.Label?.Number}}}";

    private static LabelSet Named(int value) => new([KeyValuePair.Create("v", $"{value}")]);

    private static MetricFamily Family(LabelSets labels) => new("m", "", MetricType.Gauge, labels, [], 0);

    private static Layout Next(SeriesRegistry registry, Layout? before, MetricFamily family)
    {
        var numbers = before is null ? registry.NumbersOf(family, 0) : registry.NumbersAfter([family], before, 0)[0];
        return new Layout([family.Placed(0, numbers)]);
    }

    private static Dictionary<string, int> ColumnsOf(Layout layout)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var family in layout.Families)
            foreach (var labelSet in family.LabelSets) columns.Add(family.Labels.Format(labelSet.Number), labelSet.Column);
        return columns;
    }
}
