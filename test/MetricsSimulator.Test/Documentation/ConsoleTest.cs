namespace MetricsSimulator.Test.Documentation;

/// <summary>Commands on the pages give the outputs that the pages show.</summary>
[Trait("needs", "programs")]
public sealed class ConsoleTest
{
    private const string Prompt = "$ ";

    /// <summary>The places of all blocks marked <c>console</c> alone. Those of lessons are run while the lesson runs.</summary>
    public static TheoryData<string, int> Blocks
    {
        get
        {
            var places = new TheoryData<string, int>();
            foreach (var page in MarkdownPage.All)
                foreach (var block in page.Blocks.Where(block => block.Info == "console")) places.Add(page.Path, block.Line);
            return places;
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Every_command_gives_the_output_that_the_page_shows(string path, int line) =>
        Expect(MarkdownPage.Read(path).Blocks.Single(block => block.Line == line));

    [Fact]
    public void A_command_with_other_output_is_found() =>
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Expect(new MarkdownBlock("console", ["$ echo 1", "1", "$ echo 2", "3"], 1)));

    [Fact]
    public void A_block_without_a_command_is_found() =>
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Expect(new MarkdownBlock("console", ["1"], 1)));

    private static void Expect(MarkdownBlock block)
    {
        Assert.StartsWith(Prompt, block.Lines[0], StringComparison.Ordinal);
        for (var i = 0; i < block.Lines.Count;)
        {
            var command = block.Lines[i][Prompt.Length..];
            string[] shown = [.. block.Lines.Skip(++i).TakeWhile(line => !line.StartsWith(Prompt, StringComparison.Ordinal))];
            i += shown.Length;
            var output = OutputPattern.Lines(Shell.Run(command));
            if (!OutputPattern.Matches(shown, output)) Assert.Fail($"$ {command}\ngives\n{string.Join('\n', output)}\nand not\n{string.Join('\n', shown)}");
        }
    }
}
