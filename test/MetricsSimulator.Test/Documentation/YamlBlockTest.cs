using MetricsSimulator.Configuration;

namespace MetricsSimulator.Test.Documentation;

/// <summary>Configurations that pages show are valid.</summary>
public sealed class YamlBlockTest
{
    [Fact]
    public void Every_configuration_on_a_page_is_valid()
    {
        var blocks = MarkdownPage.All.SelectMany(page => page.Blocks).Where(block => block.Language == "yaml" && block.Lines[0] is "simulator:" or "server:").ToArray();

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Empty(ConfigurationReader.ReadText(string.Join('\n', block.Lines), "page").Errors));
    }
}
