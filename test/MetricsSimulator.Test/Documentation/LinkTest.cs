using System.Globalization;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Documentation;

/// <summary>Every link within the repository leads somewhere.</summary>
public sealed class LinkTest
{
    [Theory]
    [MemberData(nameof(MarkdownPage.Paths), MemberType = typeof(MarkdownPage))]
    public void Every_link_leads_to_a_file_and_a_heading_that_exist(string path) => Assert.Empty(DeadLinks(MarkdownPage.Read(path)));

    [Fact]
    public void A_link_to_a_missing_file_is_found() =>
        Assert.Equal(["docs/page.md:2: missing.md"], DeadLinks(new MarkdownPage("docs/page.md", "# Page\n[there](missing.md)")));

    [Fact]
    public void A_link_to_a_missing_heading_is_found() =>
        Assert.Equal(["docs/page.md:2: #nowhere"], DeadLinks(new MarkdownPage("docs/page.md", "# Page\n[here](#nowhere), [there](#page)")));

    [Fact]
    public void A_link_to_a_missing_heading_of_another_page_is_found() =>
        Assert.Equal(["README.md:1: docs/processes.md#nowhere"], DeadLinks(new MarkdownPage("README.md", "[there](docs/processes.md#nowhere)")));

    [Fact]
    public void A_heading_with_signs_is_linked_to_as_GitHub_does() =>
        Assert.Empty(DeadLinks(new MarkdownPage("README.md", "## Volatility, per √hour (`x_y`)\n[here](#volatility-per-hour-x_y)")));

    private static List<string> DeadLinks(MarkdownPage page)
    {
        var dead = new List<string>();
        foreach (var (line, target) in page.Links)
        {
            if (target.StartsWith("https://", StringComparison.Ordinal)) continue;
            var parts = target.Split('#');
            var file = parts[0].Length == 0 ? page.Path : Path.Combine(Path.GetDirectoryName(page.Path)!, parts[0]);
            var full = Path.GetFullPath(file, Repository.Root);
            var exists = parts[0].Length == 0 || File.Exists(full) || Directory.Exists(full);
            if (exists && parts.Length > 1)
            {
                var linked = parts[0].Length == 0 ? page : new MarkdownPage(file, File.ReadAllText(full));
                exists = linked.Anchors.Contains(parts[1], StringComparer.Ordinal);
            }

            if (!exists) dead.Add(string.Create(CultureInfo.InvariantCulture, $"{page.Path}:{line}: {target}"));
        }

        return dead;
    }
}
