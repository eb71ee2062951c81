using System.Globalization;
using System.Text;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.Commands;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Formats.PrometheusText;
using MetricsSimulator.Simulation;
using Microsoft.Extensions.Time.Testing;

namespace MetricsSimulator.Test.Documentation;

/// <summary>The outputs on the first page are those of the program.</summary>
public sealed class ReadmeTest
{
    private static readonly MarkdownPage Readme = MarkdownPage.Read("README.md");

    [Fact]
    public void The_greeting_is_what_serve_prints()
    {
        var block = Readme.Blocks.Single(block => block.Info.StartsWith("text greeting ", StringComparison.Ordinal));
        var run = RunOf(block);

        Assert.Equal(OutputPattern.Lines(Greeting.Format(run, new Simulator(run.Model).Layout, 9090, hasRules: true)), block.Lines);
    }

    [Fact]
    public void The_excerpt_of_the_metrics_is_what_a_scrape_gives()
    {
        var block = Readme.Blocks.Single(block => block.Info.StartsWith("text metrics ", StringComparison.Ordinal));
        var simulator = new Simulator(RunOf(block).Model);
        simulator.AdvanceTo(long.Parse(block.Setting("tick"), CultureInfo.InvariantCulture));
        using var snapshot = simulator.Acquire();
        using var exposition = new ExpositionRenderer().Render(snapshot, TextFormat.Version004);
        var scraped = OutputPattern.Lines(Encoding.UTF8.GetString(exposition.ToArray()));

        Assert.True(OutputPattern.Matches([.. block.Lines], scraped), string.Join('\n', scraped));
    }

    [Fact]
    public void The_table_of_metrics_is_the_catalogue()
    {
        var shown = Readme.CodeSpans.Select(span => span.Code).Where(code => code.StartsWith("otel_", StringComparison.Ordinal));
        var metrics = ConfigurationReader.BuiltIn.Metrics.Select(metric => metric.Labels.Dimensions.IsEmpty
            ? metric.Name
            : $"{metric.Name}{{{string.Join(',', metric.Labels.Dimensions.Select(dimension => dimension.Name))}}}");

        Assert.Equal(metrics, shown);
    }

    [Fact]
    public void The_numbers_of_kinds_of_faults_are_those_that_there_are()
    {
        var (metrics, sessions, way) = (Word(kind => kind.HasMetric || kind.IsOfEndpoint), Word(kind => kind.IsOfWorkload), Word(kind => kind.IsOfView));
        Assert.Contains($"[{metrics} kinds of faults](docs/anomalies.md), {sessions} in the sessions of a team, and [{way} between a team and Prometheus]", Readme.Text, StringComparison.Ordinal);
        Assert.Contains($"{metrics} kinds in all", Readme.Text, StringComparison.Ordinal);
        Assert.Contains($"{metrics} kinds, also injected", MarkdownPage.Read("docs/comparison.md").Text, StringComparison.Ordinal);

        static string Word(Func<AnomalyKind, bool> isCounted) => AnomalyKinds.All.Count(isCounted) switch
        {
            6 => "six",
            14 => "fourteen",
            18 => "eighteen",
            var other => $"(write {other} here)",
        };
    }

    /// <summary>What <c>serve</c> runs when only seed and start are given.</summary>
    private static Run RunOf(MarkdownBlock block)
    {
        var seed = ulong.Parse(block.Setting("seed"), CultureInfo.InvariantCulture);
        Assert.True(InstantText.TryParse(block.Setting("start"), out var start));
        var context = new ProgramContext(TextWriter.Null, TextWriter.Null, new FakeTimeProvider(start), ErrorIsTerminal: false, CancellationToken.None);
        return RunSelection.Create(context, new RunRequest(Seed: seed, Start: start), _ => start, start)!;
    }
}
