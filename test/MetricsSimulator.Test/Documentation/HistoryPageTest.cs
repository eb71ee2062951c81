using System.Globalization;
using MetricsSimulator.Cli.Commands;
using MetricsSimulator.Cli.History.Blocks;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Simulation;
using Microsoft.Extensions.Time.Testing;

namespace MetricsSimulator.Test.Documentation;

/// <summary>The outputs on the page about history are those of the program.</summary>
public sealed class HistoryPageTest
{
    [Fact]
    public void The_greeting_with_a_history_is_what_serve_prints()
    {
        var block = MarkdownPage.Read("docs/history.md").Blocks.Single(block => block.Info.StartsWith("text greeting ", StringComparison.Ordinal));
        var seed = ulong.Parse(block.Setting("seed"), CultureInfo.InvariantCulture);
        Assert.True(InstantText.TryParse(block.Setting("start"), out var start) & InstantText.TryParse(block.Setting("last"), out var last));
        var context = new ProgramContext(TextWriter.Null, TextWriter.Null, new FakeTimeProvider(start), ErrorIsTerminal: false, CancellationToken.None);
        var run = RunSelection.Create(context, new RunRequest(Seed: seed, Start: start), _ => start, start)!;

        var greeting = Greeting.Format(run, new Simulator(run.Model).Layout, 9090, new WrittenHistory(block.Setting("data"), start, last));
        Assert.Equal(OutputPattern.Lines(greeting), block.Lines);
    }
}
