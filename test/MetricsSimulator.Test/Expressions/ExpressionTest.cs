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
    [InlineData("a(?=b)", "at character 2: RE2 has no such group: it knows no lookaround, backreferences or conditions")]
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

    // The pattern has 2^14 ways to stand, more than are kept.
    [Fact]
    public void Of_many_texts_each_is_matched_as_if_it_were_the_first()
    {
        var random = new Random(1);
        var pattern = new Expression("(?m).*(a|é|😀).{13}|^b*$|\\bé+");
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => random.Next(20) switch { 0 => "é", 1 => "😀", 2 => "\n", < 11 => "a", _ => "b" }));
            var runes = text.EnumerateRunes().Select(rune => rune.ToString()).ToArray();
            // An é is no letter to \b: a boundary would have to be beside one that is.
            var expected = (runes.Length >= 14 && runes[^14] is "a" or "é" or "😀") || runes.All(rune => rune == "b");
            Assert.True(pattern.IsMatch(text) == expected, text);
        }
    }

    [Fact]
    public void Many_texts_are_matched_without_memory_for_each()
    {
        var pattern = new Expression("^(w|x)[0-9]*7.*$|w(3|4){1000}");
        string[] texts = [.. Enumerable.Range(0, 100_000).Select(i => FormattableString.Invariant($"w{i}"))];
        Assert.Equal(texts.Count(text => text.Contains('7', StringComparison.Ordinal)), Array.FindAll(texts, pattern.IsMatch).Length);
        var count = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var text in texts) count += pattern.IsMatch(text) ? 1 : 0;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000);
        Assert.Equal(40_951, count);
    }
}
