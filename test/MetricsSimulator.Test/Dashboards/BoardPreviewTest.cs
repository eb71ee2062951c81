using System.Xml.Linq;
using MetricsSimulator.Cli.Dashboards;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Dashboards;

/// <summary>Boards as pictures.</summary>
public sealed class BoardPreviewTest
{
    private const string Figure = "docs/figures/overview.svg";

    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Fact]
    public async Task The_picture_of_the_readme_is_what_the_command_draws()
    {
        using var folder = new TemporaryFolder();
        var scenario = folder.Write("scenario.yaml", string.Concat(((string[])["scenarios/everyday.yaml", "docs/figures/overview.yaml"]).Select(file => File.ReadAllText(Repository.PathOf(file)))));

        var ran = await Ran.Async("dashboard", "--preview", folder.File("overview.svg"), "--scenario", scenario, "--seed", "42", "--start", "2026-01-06T00:00:00Z");

        Assert.Equal((0, "", ""), (ran.Status, ran.Output, ran.Error));
        Assert.True(File.ReadAllText(Repository.PathOf(Figure)) == File.ReadAllText(folder.File("overview.svg")), $"{Figure} is stale: run 'make docs'.");
    }

    [Theory]
    [InlineData(null, "anomaly_detection")]
    [InlineData(Boards.OwnMetrics, "none")]
    public void Every_board_is_drawn_with_all_its_panels_and_what_was_injected(string? config, string scenario)
    {
        var run = Boards.RunOf(config, scenario);
        foreach (var board in BoardSet.Of(run))
        {
            var picture = XDocument.Parse(BoardPreview.Draw(board, new RunSpan(new RecordedRun(run, []), 0, 2 * 360), CancellationToken.None));

            var texts = picture.Descendants(s_svg + "text").Select(text => text.Value).ToHashSet(StringComparer.Ordinal);
            Assert.Contains(board.Title, texts);
            // A long title ends with an ellipsis.
            Assert.All(board.Panels, panel => Assert.Contains(texts, text => panel.Title.StartsWith(text.TrimEnd('…'), StringComparison.Ordinal) && text.Length > 1));
            // The sign for a number that there is not.
            Assert.DoesNotContain("–", texts);
            var hasTime = board.Panels.Any(panel => panel is TimeSeriesPanel);
            Assert.Equal(hasTime && scenario == "anomaly_detection", texts.Contains("latency_shift"));
        }
    }

    [Fact]
    public void A_run_of_one_tick_has_a_picture_too()
    {
        var run = Boards.RunOf(null);
        Assert.All(BoardSet.Of(run), board => XDocument.Parse(BoardPreview.Draw(board, new RunSpan(new RecordedRun(run, []), 0, 1), CancellationToken.None)));
    }

    [Fact]
    public async Task Without_a_name_the_overview_is_drawn_to_standard_output_for_the_last_day()
    {
        var ran = await Ran.Async("dashboard", "--preview", "/dev/null");
        Assert.Equal(0, ran.Status);
        Assert.Matches("^seed [0-9]+, start [-0-9:TZ]+\n$", ran.Error);
    }

    [Theory]
    [InlineData("--output: is missing. Give a folder for the dashboards, or give --preview and a file for a picture of one.\n")]
    [InlineData("--board: names the dashboard that --preview draws. Give both or neither.\n", "--output", "x", "--board", "Overview")]
    [InlineData("--duration: is the time that --preview draws. Give both or neither.\n", "--output", "x", "--duration", "1h")]
    [InlineData("--board: must be one of Overview, Cost and budget, Sessions and latency, Tools and errors, Truth, got 'Overveiw'. Did you mean 'Overview'?\n", "--preview", "x", "--board", "Overveiw", "--seed", "1")]
    public async Task What_does_not_go_together_is_refused_and_nothing_is_written(string error, params string[] arguments)
    {
        var ran = await Ran.Async(["dashboard", .. arguments]);
        Assert.Equal((2, "", error), (ran.Status, ran.Output, ran.Error));
        Assert.False(Path.Exists("x"));
    }
}
