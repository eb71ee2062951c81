using System.Globalization;
using System.Text;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.History.Blocks;
using MetricsSimulator.Cli.History.Sending;
using MetricsSimulator.Cli.History.Text;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration;
using MetricsSimulator.Model;
using MetricsSimulator.Test.Push;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Sources;

/// <summary>Every way of writing the past has the same samples of a source whose series are born and end.</summary>
public sealed class SourceHistoryTest
{
    // Ticks of ten seconds: two blocks of two hours, and a part of a third.
    private const int Ticks = 1700;

    private static readonly RunSpan s_span = new(new RecordedRun(new Run(ConfigurationReader.BuiltIn, SourceTest.ModelWithTickets()), []), 0, Ticks);

    [Fact]
    [Trait("needs", "programs")]
    public void Blocks_hold_what_CSV_holds()
    {
        using var folder = new TemporaryFolder();
        var plan = new BlockHistoryPlan(s_span, DateTimeOffset.UnixEpoch, TimeSpan.FromHours(2));
        Assert.Equal(3, plan.Blocks.Length);
        new BlocksHistory(s_span, plan, folder.File("blocks")).Write(null, CancellationToken.None);
        var expected = PromtoolDump.WithMarkers(PromtoolDump.ReadCsv(Csv()), 10_000, s_span.Recorded.Run.Model.Timeline.InstantOf(Ticks - 1).ToUnixTimeMilliseconds());
        Assert.Equal(expected.Order(), PromtoolDump.Read(folder.File("blocks")).Order());
    }

    [Fact]
    [Trait("needs", "programs")]
    public void Blocks_of_series_that_leave_with_a_reload_and_come_again_with_another_hold_what_CSV_holds()
    {
        var model = SourceTest.ModelWithTickets();
        var without = new SimulationModel(model.Seed, model.Timeline, [model.Metrics[0]], null, model.Sources);
        var span = s_span with
        {
            Recorded = s_span.Recorded with { Changes = [new ModelChange.Reloaded(100, without), new ModelChange.Reloaded(200, model), new ModelChange.Reloaded(900, without)] },
        };
        using var folder = new TemporaryFolder();
        new BlocksHistory(span, new BlockHistoryPlan(span, DateTimeOffset.UnixEpoch, TimeSpan.FromHours(2)), folder.File("blocks")).Write(null, CancellationToken.None);
        var expected = PromtoolDump.WithMarkers(PromtoolDump.ReadCsv(Csv(span)), 10_000, model.Timeline.InstantOf(Ticks - 1).ToUnixTimeMilliseconds());
        Assert.Equal(expected.Order(), PromtoolDump.Read(folder.File("blocks")).Order());
    }

    [Fact]
    [Trait("takes", "seconds")]
    public async Task Remote_write_sends_what_CSV_holds()
    {
        await using var receiver = await Receiver.StartAsync();
        using var sender = new RemoteWriteSender(receiver.Url, RemoteWriteCredentials.None, new RetryPolicy(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10)), TimeProvider.System);
        await Task.Factory.StartNew(() => new RemoteWriteHistory(s_span, sender).Write(null, CancellationToken.None), TaskCreationOptions.LongRunning);
        Assert.Equal(SentSamples.Expected(Csv()), SentSamples.Of(receiver));
        Assert.False(receiver.IsOutOfOrder);
    }

    [Fact]
    [Trait("takes", "seconds")]
    public void OpenMetrics_holds_what_CSV_holds()
    {
        using var stream = new MemoryStream();
        new ChangingOpenMetricsHistory(s_span, stream, 1).Write(null, CancellationToken.None);
        var lines = Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(line => line.Split(' '));
        var written = lines.Select(parts => (Series(parts[0]), (long)Math.Round(1000 * double.Parse(parts[2], CultureInfo.InvariantCulture)), double.Parse(parts[1], CultureInfo.InvariantCulture)));
        Assert.Equal(PromtoolDump.ReadCsv(Csv()).Select(row => (Series(row.Series), row.Timestamp, row.Value)).Order(), written.Order());
    }

    private static string Csv() => Csv(s_span);

    private static string Csv(RunSpan span)
    {
        using var stream = new MemoryStream();
        new CsvHistory(span, stream).Write(null, CancellationToken.None);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    // The letters of a series, whatever their order and the spelling of bounds.
    private static string Series(string series) => string.Concat(series.Replace("__name__=", "", StringComparison.Ordinal).Replace(".0", "", StringComparison.Ordinal).Where(char.IsLetterOrDigit).Order());
}
