using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.History.Blocks;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.History.Blocks;

public sealed class BlocksHistoryTest
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Many_runs_are_written_side_by_side_in_one_process_as_each_alone()
    {
        using var folder = new TemporaryFolder();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(seed => Task.Run(() => Write(seed, folder.File($"together{seed}")))));
        for (var seed = 0; seed < 20; seed += 7)
        {
            Write(seed, folder.File($"alone{seed}"));
            Backfilled.ExpectSame(folder.File($"alone{seed}"), folder.File($"together{seed}"));
        }

        Assert.Empty(new BlockHistoryPlan(SpanOf(3), Start.AddDays(1)).MissingIn(folder.File("together3"), out var obstacle).Blocks);
        Assert.Null(obstacle);
    }

    [Fact]
    public void Blocks_of_another_run_are_named()
    {
        using var folder = new TemporaryFolder();
        Write(1, folder.File("blocks"));
        var missing = new BlockHistoryPlan(SpanOf(2), Start).MissingIn(folder.File("blocks"), out var obstacle);
        Assert.NotNull(obstacle);
        Assert.NotEmpty(missing.Blocks);
    }

    private static void Write(int seed, string folder)
    {
        var span = SpanOf(seed);
        new BlocksHistory(span, new BlockHistoryPlan(span, Start), folder).Write(progress: null, CancellationToken.None);
    }

    private static RunSpan SpanOf(int seed)
    {
        var configuration = ConfigurationReader.BuiltIn;
        return new RunSpan(new RecordedRun(new Run(configuration, configuration.ToModel((ulong)seed, Start)), []), 0, 800);
    }
}
