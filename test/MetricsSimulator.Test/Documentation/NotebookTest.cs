using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Documentation;

/// <summary>The notebooks run in a Jupyter kernel, and their cells write what they show.</summary>
[Trait("needs", "programs")]
[Trait("takes", "seconds")]
public sealed class NotebookTest
{
    private const string Folder = "docs/notebooks/";
    private const string Page = "docs/notebooks.md";

    public static TheoryData<string> Notebooks => [.. Directory.GetFiles(Repository.PathOf(Folder), "*.ipynb").Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void A_notebook_runs_and_writes_what_it_shows(string name) =>
        Assert.Equal("status 0\n", Shell.Run($"/usr/bin/python3 eng/notebooks.py {Folder}{name}; echo status $?"));

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void The_page_shows_each_notebook(string name) => Assert.Contains($"(notebooks/{name})", File.ReadAllText(Repository.PathOf(Page)), StringComparison.Ordinal);

    [Fact]
    public void The_example_of_the_page_reads_samples()
    {
        var example = MarkdownPage.Read(Page).Blocks.Single(block => block.Info == "python");
        var written = Shell.Run($"/usr/bin/python3 - <<'END'\n{string.Join('\n', example.Lines)}\nEND");
        Assert.Contains("otel_claude_code_cost_usd", written, StringComparison.Ordinal);
    }
}
