using System.Text;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.History.Blocks;
using MetricsSimulator.Cli.History.Text;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration;
using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Tools;
using PrometheusTextFormat = MetricsSimulator.Formats.PrometheusText.TextFormat;

namespace MetricsSimulator.Test.Runners;

/// <summary>Other programs read what a runner shows.</summary>
[Trait("needs", "programs")]
public sealed class RunnerHistoryTest
{
    private const int Hours = 4;

    [Fact]
    public void Blocks_hold_what_CSV_holds_and_a_marker_where_a_session_ends()
    {
        var model = RunnerRun.Model(RunnerRun.Shipped, hours: 10);
        var span = new RunSpan(new RecordedRun(new Run(ConfigurationReader.BuiltIn, model), []), 0, Hours * 120);
        using var folder = new TemporaryFolder();
        new BlocksHistory(span, new BlockHistoryPlan(span, DateTimeOffset.UnixEpoch, TimeSpan.FromHours(2)), folder.File("blocks")).Write(null, CancellationToken.None);
        using var csv = new MemoryStream();
        new CsvHistory(span, csv).Write(null, CancellationToken.None);

        var last = model.Timeline.InstantOf(Hours * 120 - 1).ToUnixTimeMilliseconds();
        var expected = PromtoolDump.WithMarkers(PromtoolDump.ReadCsv(Encoding.UTF8.GetString(csv.ToArray())), 30_000, last);
        Assert.Equal(expected.Order(), PromtoolDump.Read(folder.File("blocks")).Order());
        Assert.True(expected.Count(sample => double.IsNaN(sample.Value)) > 10);
    }

    [Fact]
    public void Promtool_finds_nothing_wrong_with_the_shipped_file()
    {
        var simulator = new Simulator(RunnerRun.ShippedModel());
        simulator.AdvanceTo(8640 / 2);
        using var snapshot = simulator.Acquire();
        Assert.NotEmpty(RunnerRun.ByLabel(snapshot, "runner_session_idle_seconds"));
        using var exposition = new ExpositionRenderer().Render(snapshot, PrometheusTextFormat.Version004);
        var result = ExternalTool.Promtool.Run(["check", "metrics"], exposition.ToArray());
        Assert.Equal("", result.Output + result.Errors);
        Assert.Equal(0, result.Status);
    }
}
