using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Page;

/// <summary>The page in Chromium, used as a person would. Each file of <c>test/page</c> starts the simulators that it needs.</summary>
[Trait("needs", "programs")]
public sealed class BrowserTest
{
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Repository.PathOf("test/page"), "*.test.mjs").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_page_does_what_its_users_ask(string file)
    {
        var result = ExternalTool.Node.Run(["--test", "--test-reporter=spec", Repository.PathOf($"test/page/{file}")], deadline: TimeSpan.FromMinutes(8));
        Assert.True(result.Status == 0, result.ToString());
        // Node would be content with a file without tests.
        Assert.Matches(@"tests [1-9]", result.Output);
    }
}
