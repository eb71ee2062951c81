using MetricsSimulator.Expressions;

namespace MetricsSimulator.Test.Expressions;

public sealed class ExpressionTest
{
    public static TheoryData<string> Accepted => [.. ExpressionTable.Accepted];

    public static TheoryData<string> Refused => [.. ExpressionTable.Refused];

    [Theory]
    [InlineData("a|b", "ab", false)]
    [InlineData("a|b", "b", true)]
    [InlineData("\\d", "\u0663", false)]
    [InlineData("a$", "a\n", false)]
    [InlineData(".", "\n", true)]
    [InlineData("(?-s).", "\n", false)]
    [InlineData("(?m)a$.^b", "a\nb", true)]
    [InlineData("a$.^b", "a\nb", false)]
    [InlineData("(?<name>a)", "a", true)]
    [InlineData(".", "😀", true)]
    public void A_pattern_matches_a_value_as_a_whole(string pattern, string value, bool matches) => Assert.Equal(matches, new Expression(pattern).IsMatch(value));

    [Theory]
    [InlineData("a)|(b", "at character 2: there is no ( for this )")]
    [InlineData("ab(c", "at character 3: there is no ) for this (")]
    [InlineData("x[a", "at character 2: there is no ] for this [")]
    [InlineData("(a)\\1", "at character 4: RE2 has no escape \\1")]
    [InlineData("a(?=b)", "at character 2: RE2 has no such group: neither looking around, nor references back, nor conditions")]
    [InlineData("a**", "at character 3: a repetition may not be repeated without a group around it")]
    [InlineData("a\\p{Klingon}", "at character 2: 'Klingon' is neither a general category like L or Lu nor a script like Greek")]
    [InlineData("\\p{greek}", "at character 1: 'greek' is neither a general category like L or Lu nor a script like Greek")]
    public void A_refusal_says_where_and_why(string pattern, string message) =>
        Assert.Equal(message, Assert.Throws<ExpressionException>(() => new Expression(pattern)).Message);

    [Theory]
    [MemberData(nameof(Accepted))]
    public void What_RE2_accepts_is_accepted(string pattern) => Assert.NotNull(new Expression(pattern));

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_RE2_refuses_is_refused(string pattern) => Assert.Throws<ExpressionException>(() => new Expression(pattern));

    [Theory]
    [InlineData("(a*)*b")]
    [InlineData("(a|aa)+b")]
    [InlineData("(a|a)*b")]
    [InlineData("(.*)(.*)(.*)(.*)b")]
    public void A_pattern_that_backtracking_would_never_finish_is_matched(string pattern) => Assert.False(new Expression(pattern).IsMatch(new string('a', 10_000)));

    [Fact]
    public void Nesting_without_end_is_refused() =>
        Assert.Throws<ExpressionException>(() => new Expression(new string('(', 5000) + new string(')', 5000)));

    [Fact]
    public void A_pattern_of_too_many_instructions_is_refused() =>
        Assert.Throws<ExpressionException>(() => new Expression(string.Concat(Enumerable.Repeat("a{1000}", 4000))));
}
