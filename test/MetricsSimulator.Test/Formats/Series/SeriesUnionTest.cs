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
        var row = new double[3];
        union.Copy(snapshot, row);
        Assert.Equal([true, true, false], row.Select(Staleness.IsMarker));
        Assert.Equal(7, row[2]);
    }

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
