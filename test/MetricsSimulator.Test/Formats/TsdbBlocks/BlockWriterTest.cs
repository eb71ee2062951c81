using MetricsSimulator.Formats.TsdbBlocks;
using MetricsSimulator.Metrics;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Formats.TsdbBlocks;

public sealed class BlockWriterTest
{
    private static readonly Layout s_layout = new([new MetricFamily("x", "", MetricType.Gauge, LabelSpace.Empty, [], 0)]);

    [Fact]
    public void Who_would_write_a_block_that_another_is_writing_is_refused_and_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        using var first = Begin(folder);
        Assert.Throws<IOException>(() => Begin(folder));
        Write(first);
        Assert.Equal(2, first.Commit()!.Metadata.Samples);
        Assert.Equal([1.0, 2.0], PromtoolDump.Read(folder.Path).Select(sample => sample.Value));
    }

    [Fact]
    public void What_is_left_of_a_process_that_was_killed_is_written_anew()
    {
        using var folder = new TemporaryFolder();
        string partial;
        using (Begin(folder)) partial = Directory.GetDirectories(folder.Path).Single();
        Assert.Empty(Directory.GetDirectories(folder.Path));
        foreach (var left in (string[])["tombstones", "chunks/000001", "index"])
        {
            Directory.CreateDirectory(Path.Combine(partial, "chunks"));
            File.WriteAllText(Path.Combine(partial, left), "half a fi");
        }

        using var writer = Begin(folder);
        Write(writer);
        Assert.NotNull(writer.Commit());
        Assert.Equal([1.0, 2.0], PromtoolDump.Read(folder.Path).Select(sample => sample.Value));
    }

    private static BlockWriter Begin(TemporaryFolder folder) => new(folder.Path, "a run"u8, new BlockWindow(1000, 3001), level: 1, new SeriesTable([s_layout]));

    private static void Write(BlockWriter writer)
    {
        var chunks = new EncodedChunks();
        new SeriesEncoder(s_layout).Encode([1000, 3000], [1.0, 2.0], chunks);
        writer.Frame(0, s_layout, chunks);
        writer.Write(0, writer.Reserve(chunks), chunks);
    }
}
