using System.Collections.Immutable;
using CsCheck;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Test.Metrics;

public sealed class LayoutTest
{
    private static readonly Gen<LabelDimension> AnyDimension = Gen.Select(
        Gen.Int[0, 1].Select(i => new[] { "a", "b" }[i]), Gen.Int[1, 4], Gen.Int[0, 3], Gen.Bool,
        (name, count, first, isGenerated) => isGenerated
            ? LabelDimension.Generate(name, count, "")
            : new LabelDimension(name, [.. Enumerable.Range(first, count).Select(i => $"{i}")]));

    private static readonly Gen<LabelSpace> AnyLabels = AnyDimension.Array[0, 2]
        .Select(dimensions => new LabelSpace([.. dimensions.DistinctBy(dimension => dimension.Name)]))
        .SelectMany(space => Gen.Int[0, space.Count - 1].HashSet[0, space.Count].Select(numbers => space.Only([.. numbers.Order()])));

    private static readonly Gen<(LabelSpace Labels, SeriesRange Range)> AnyShown = AnyLabels.SelectMany(labels => Gen.Select(
        Gen.Int[0, labels.Count], Gen.Int[0, labels.Count], (a, b) => (labels, new SeriesRange(Math.Min(a, b), Math.Abs(a - b)))));

    [Fact]
    public void Two_families_of_one_name_are_refused_exactly_when_a_label_set_is_shown_by_both() =>
        Gen.Select(AnyShown, AnyShown).Sample((one, other) =>
        {
            var families = Families(("g", MetricType.Gauge, one.Labels, one.Range), ("g", MetricType.Gauge, other.Labels, other.Range));
            var shared = SetsOf(one).Intersect(SetsOf(other), StringComparer.Ordinal).Any();
            Assert.Equal(shared, Record.Exception(() => new Layout(families)) is ArgumentException);
        });

    [Fact]
    public void A_histogram_and_a_gauge_that_has_the_name_of_its_sum_are_refused()
    {
        var families = Families(("h", MetricType.Histogram, LabelSpace.Empty, null), ("h_sum", MetricType.Gauge, LabelSpace.Empty, null));
        var refused = Assert.Throws<ArgumentException>(() => new Layout(families));
        Assert.StartsWith("The series h_sum appears twice.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_series_that_stands_there_twice_is_named_with_its_labels()
    {
        var one = new LabelSpace([new LabelDimension("a", ["x", "y"]), new LabelDimension("b", ["1"])]);
        var other = new LabelSpace([new LabelDimension("b", ["0", "1"]), new LabelDimension("a", ["y"])]);
        var refused = Assert.Throws<ArgumentException>(() => new Layout(Families(("g", MetricType.Gauge, one, null), ("g", MetricType.Gauge, other, null))));
        Assert.StartsWith("""The series g{a="y",b="1"} appears twice.""", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dimension_finds_the_values_that_it_has_and_no_others()
    {
        var listed = new LabelDimension("a", ["x", "extra-01", "1"]);
        var generated = LabelDimension.Generate("a", 11, "w");
        var living = LabelDimension.Churning("a", 3, "w", TimeSpan.FromHours(1)).Replace([1], [0, 2, 0]);
        foreach (var dimension in (LabelDimension[])[listed, generated, living])
            for (var i = 0; i < dimension.Count; i++) Assert.Equal(i, dimension.IndexOf(dimension.Value(i)));
        Assert.All(["", "w", "w-1", "w01", "w+1", "w11", "w-1.0", "w-1.1", "w-1.02", "w-01.2", "w-3.0"], value =>
            Assert.Equal((-1, -1, -1), (listed.IndexOf(value), generated.IndexOf(value), living.IndexOf(value))));
    }

    [Fact]
    public void A_snapshot_counts_the_series_that_are_there()
    {
        var labels = new LabelSpace([new LabelDimension("a", ["x", "y", "z"])]);
        var layout = new Layout(Families(("g", MetricType.Gauge, labels, new SeriesRange(1, 2)), ("h", MetricType.Histogram, labels, null)));
        var values = new double[layout.ValueCount];
        using (var whole = new Snapshot(layout, 0, DateTimeOffset.UnixEpoch, values)) Assert.Equal(2 + 3 * 4, whole.SeriesCount);
        values[1] = Staleness.Marker;
        values.AsSpan(2 + 3, 3).Fill(Staleness.Marker);
        using (var part = new Snapshot(layout, 1, DateTimeOffset.UnixEpoch, values)) Assert.Equal(1 + 2 * 4, part.SeriesCount);
    }

    private static ImmutableArray<MetricFamily> Families(params (string Name, MetricType Type, LabelSpace Labels, SeriesRange? Range)[] families)
    {
        var made = ImmutableArray.CreateBuilder<MetricFamily>();
        foreach (var (name, type, labels, range) in families)
            made.Add(new MetricFamily(name, "", type, labels, type == MetricType.Histogram ? [1] : [], made.Sum(before => before.ValueCount), range));
        return made.ToImmutable();
    }

    private static IEnumerable<string> SetsOf((LabelSpace Labels, SeriesRange Range) shown) => Enumerable.Range(shown.Range.First, shown.Range.Count)
        .Select(i => string.Join(',', shown.Labels.Format(i).Trim('{', '}').Split(',').Order(StringComparer.Ordinal)));
}
