using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.History.Blocks;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration;
using MetricsSimulator.Formats.TsdbBlocks;
using MetricsSimulator.Test.Laws;

namespace MetricsSimulator.Test.History.Blocks;

public sealed class BlocksRunTest
{
    [Fact]
    public void Who_asks_for_work_after_a_block_could_not_be_begun_gets_none()
    {
        var span = new RunSpan(new RecordedRun(new Run(ConfigurationReader.BuiltIn, ShippedModels.OfScenario("normal")), []), 0, 10);
        var batches = BatchPlan.Cut(span).ToArray();
        using var workers = new Workers(CancellationToken.None);
        using var run = new BlocksRun(batches, [new BlockSpan(0, 0, new ChunkCut(10), 0, 1)], _ => throw new IOException("full"), _ => throw new InvalidOperationException(), progress: null, workers);
        Assert.Equal("full", Assert.Throws<IOException>(run.Work).Message);
        Assert.Throws<OperationCanceledException>(run.Work);
        Assert.Equal("full", Assert.Throws<IOException>(workers.ThrowIfEndedEarly).Message);
    }
}
