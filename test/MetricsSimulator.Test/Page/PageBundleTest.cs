using MetricsSimulator.Cli.Page;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Page;

public sealed class PageBundleTest
{
    private const int MostBytes = 60_000;

    public static TheoryData<string, string> Files => new() { { "page.html", "text/html; charset=utf-8" }, { "page.js", "text/javascript; charset=utf-8" }, { "page.css", "text/css; charset=utf-8" } };

    [Fact]
    public void All_files_of_the_page_together_have_at_most_60_KB_compressed()
    {
        var sizes = Files.Select(file => PageFile.Find(file.Data.Item1, file.Data.Item2).Compressed.Length).ToArray();
        Assert.All(sizes, size => Assert.True(size > 0));
        Assert.True(sizes.Sum() <= MostBytes, $"The page has {sizes.Sum()} bytes compressed, at most {MostBytes} are allowed.");
    }

    [Fact]
    [Trait("needs", "programs")]
    public void The_bundle_is_what_the_sources_give()
    {
        var result = ExternalTool.Node.Run([Repository.PathOf("web/build.mjs"), "--check"]);
        Assert.True(result.Status == 0, result.ToString());
    }

    [Fact]
    [Trait("needs", "programs")]
    public void The_sources_have_no_error_of_types()
    {
        var result = ExternalTool.Node.Run([Repository.PathOf("web/node_modules/typescript/bin/tsc"), "--project", Repository.PathOf("web/tsconfig.json")]);
        Assert.True(result.Status == 0, result.ToString());
    }

    [Fact]
    [Trait("needs", "programs")]
    public void No_folder_of_the_sources_depends_on_itself_through_others()
    {
        var result = ExternalTool.Node.Run([Repository.PathOf("test/page/folders.mjs"), Repository.PathOf("web/src")]);
        Assert.True(result.Status == 0, result.ToString());
    }
}
