using System.Xml.Linq;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Documentation;

/// <summary>The figures are what the commands in docs/figures/draw.sh draw, and pages show each of them.</summary>
public sealed class FigureTest
{
    private const string Folder = "docs/figures/";
    private const string Command = "plot --output ";

    // BoardPreviewTest draws it again.
    private const string Board = Folder + "overview.svg";

    private static readonly string[][] Commands =
        [.. File.ReadLines(Repository.PathOf(Folder + "draw.sh")).Where(line => line.StartsWith(Command, StringComparison.Ordinal)).Select(line => Words(line[Command.Length..]))];

    public static TheoryData<string> Figures => [.. Commands.Select(words => words[0])];

    [Theory]
    [MemberData(nameof(Figures))]
    public async Task Drawn_again_a_figure_is_the_same_and_small(string figure)
    {
        using var folder = new TemporaryFolder();
        string[] words = [.. Commands.Single(words => words[0] == figure).Skip(1).Select(word => word.StartsWith("docs/", StringComparison.Ordinal) ? Repository.PathOf(word) : word)];
        var ran = await Ran.Async(["plot", "--output", folder.File("figure.svg"), "--start", "2026-01-01T00:00:00Z", .. words]);
        Assert.Equal(0, ran.Status);
        var drawn = await File.ReadAllTextAsync(folder.File("figure.svg"));
        XDocument.Parse(drawn);
        Assert.InRange(drawn.Length, 1_000, 60_000);
        Assert.True(drawn == await File.ReadAllTextAsync(Repository.PathOf(figure)), $"{figure} is stale: run 'make docs'.");
    }

    [Fact]
    public void Every_figure_has_a_command_and_is_shown_by_a_page()
    {
        string[] figures = [.. Directory.GetFiles(Repository.PathOf(Folder), "*.svg").Select(file => Folder + Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        Assert.NotEmpty(figures);
        Assert.Equal(figures, Figures.Select(figure => figure.Data).Append(Board).Order(StringComparer.Ordinal));
        var shown = string.Concat(MarkdownPage.All.Select(page => page.Text));
        Assert.All(figures, figure => Assert.Contains($"figures/{Path.GetFileName(figure)})", shown, StringComparison.Ordinal));
    }

    // As the shell has them: what is between quotes is one word.
    private static string[] Words(string line) => [.. line.Split('\'').SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}
