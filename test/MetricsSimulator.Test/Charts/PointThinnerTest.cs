using System.Collections.Immutable;
using CsCheck;
using MetricsSimulator.Cli.Charts;

namespace MetricsSimulator.Test.Charts;

public sealed class PointThinnerTest
{
    [Fact]
    public void Of_every_column_the_first_and_the_last_and_the_least_and_the_greatest_value_stay() =>
        Gen.Select(Gen.Double[-1000, 1000].Array[1, 3000], Gen.Int[1, 200]).Sample((values, columns) =>
        {
            var points = Charted.Points(values.Length, 1, i => values[i]);
            var end = Charted.Begin.AddSeconds(values.Length);
            var thin = PointThinner.Thin(points, Charted.Begin, end, columns);
            Assert.InRange(thin.Length, 1, Math.Min(points.Length, 4 * columns));
            Assert.Subset(points.ToHashSet(), thin.ToHashSet());
            Assert.True(thin.SequenceEqual(thin.OrderBy(point => point.Instant)));
            var kept = Columns(thin, end, columns);
            Assert.All(Columns(points, end, columns), column => Assert.Equal(Extremes(column), Extremes(kept[column.Key])));

            static (ChartPoint, ChartPoint, double, double) Extremes(IEnumerable<ChartPoint> column) =>
                (column.First(), column.Last(), column.Min(point => point.Value), column.Max(point => point.Value));
        });

    [Fact]
    public void Fewer_points_than_columns_all_stay()
    {
        var points = Charted.Noise(100, 1);
        Assert.Equal(points, PointThinner.Thin(points, Charted.Begin, Charted.Begin.AddSeconds(100), 500));
    }

    [Theory]
    [InlineData(2, 2, true)]
    [InlineData(2, 10, true)]
    [InlineData(1000, 3, false)]
    [InlineData(1000, 30, true)]
    public void A_gap_that_is_wider_than_a_column_stays(int perColumn, int length, bool stays)
    {
        const int Columns = 100;
        var points = Charted.Points(Columns * perColumn, 1, i => i >= 50 * perColumn / 2 && i < 50 * perColumn / 2 + length * perColumn / (perColumn > 2 ? 10 : 1) ? double.NaN : 1);
        var thin = PointThinner.Thin(points, Charted.Begin, Charted.Begin.AddSeconds(points.Length), Columns);
        Assert.Equal(stays ? 1 : 0, thin.Count(point => double.IsNaN(point.Value)));
    }

    private static ILookup<long, ChartPoint> Columns(ImmutableArray<ChartPoint> points, DateTimeOffset end, int columns) =>
        points.ToLookup(point => (long)Math.Floor((point.Instant - Charted.Begin).Ticks / ((end - Charted.Begin).Ticks / (double)columns)));
}
