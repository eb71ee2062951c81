using MetricsSimulator.Cli.Otlp;
using MetricsSimulator.Formats.Otlp;

namespace MetricsSimulator.Test.Otlp;

/// <summary>What waits for a receiver is what no later part contains.</summary>
public sealed class ExportQueueTest
{
    [Fact]
    public void A_part_waits_until_later_ones_contain_all_its_totals()
    {
        var queue = new ExportQueue(1000);
        var first = Part(1, 2);
        queue.Add([first, Part(3)]);
        queue.Add([Part(1), Part(3)]);
        Assert.Equal(3, queue.Items);
        Assert.Same(first, queue.Take(1).Single());
        queue.Add([Part(2)]);
        Assert.Equal(0, queue.Return([first]));
        Assert.Equal([1, 3, 2], queue.Take(1000).Select(part => part.Keys.Single().Series));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_last_total_is_taken_or_counted_as_lost(int seed)
    {
        var random = new Random(seed);
        var queue = new ExportQueue(400);
        var (all, arrived, lost, series) = (new HashSet<long>(), new HashSet<long>(), 0L, 0L);
        for (var export = 0; export < 500; export++)
        {
            // Label sets end and begin, and never come back.
            series += random.Next(4);
            ExportPart[] added = [Part(series, series + 1, series + 2), Part(series + 3, series + 4)];
            all.UnionWith(added.SelectMany(part => part.Keys).Select(key => key.Series));
            lost += queue.Add(added);
            if (random.Next(8) > 0) continue;
            var parts = queue.Take(random.Next(200));
            if (random.Next(2) == 0) lost += queue.Return(parts);
            else arrived.UnionWith(parts.SelectMany(part => part.Keys).Select(key => key.Series));
        }

        while (!queue.IsEmpty) arrived.UnionWith(queue.Take(1000).SelectMany(part => part.Keys).Select(key => key.Series));
        Assert.InRange(arrived.Count, 1, all.Count - 1);
        Assert.InRange(lost, all.Count - arrived.Count, all.Count);
    }

    // A part with ten bytes for each total.
    private static ExportPart Part(params long[] series) => new(new byte[10 * series.Length], series.Length, [.. series.Select(one => new PointKey(one, 5))]);
}
