namespace MetricsSimulator.Test.Documentation;

public sealed class OutputPatternTest
{
    [Theory]
    [InlineData("a b c", "a b c", true)]
    [InlineData("a b c", "a b", false)]
    [InlineData("a b", "a b c", false)]
    [InlineData("a x c", "a b c", false)]
    [InlineData("a …", "a b c", true)]
    [InlineData("… c", "a b c", true)]
    [InlineData("a … c", "a c", true)]
    [InlineData("… b …", "a b c", true)]
    [InlineData("… x …", "a b c", false)]
    [InlineData("a … c", "a b", false)]
    public void An_ellipsis_stands_for_any_number_of_lines_and_nothing_else_does(string shown, string output, bool matches) =>
        Assert.Equal(matches, OutputPattern.Matches(shown.Split(' '), output.Split(' ')));

    [Fact]
    public void Lines_may_end_as_CSV_has_them() => Assert.Equal(["a", "b"], OutputPattern.Lines("a\r\nb\r\n"));
}
