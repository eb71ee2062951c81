using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Documentation;

public sealed class GuilePageTest
{
    [Fact]
    public void The_code_that_the_page_shows_is_the_code()
    {
        var blocks = MarkdownPage.Read("docs/guile.md").Blocks.Where(block => block.Info.Contains(" from=", StringComparison.Ordinal)).ToArray();
        Assert.Equal(3, blocks.Length);
        Assert.All(blocks, block => Assert.Contains(string.Join('\n', block.Lines), File.ReadAllText(Repository.PathOf(block.Setting("from"))), StringComparison.Ordinal));
    }
}
