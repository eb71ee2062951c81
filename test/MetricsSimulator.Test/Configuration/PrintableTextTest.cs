using System.Globalization;
using System.Text;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Test.Configuration;

[Trait("takes", "seconds")]
public sealed class PrintableTextTest
{
    [Theory]
    [InlineData("plain, ünïcode, 日本 and 🙂", "plain, ünïcode, 日本 and 🙂")]
    [InlineData("a\u001b[2Jb\u009bc\td", "a\\u001b[2Jb\\u009bc\\u0009d")]
    [InlineData("\u202eevil\u2066\u200b\ufeff\u00ad", "\\u202eevil\\u2066\\u200b\\ufeff\\u00ad")]
    [InlineData("one\u2028two\u2029three\nfour", "one\\u2028two\\u2029three\\u000afour")]
    [InlineData("tag \U000e0041", "tag \\U000e0041")]
    public void What_could_steer_a_terminal_is_spelled_as_an_escape(string text, string expected) => Assert.Equal(expected, PrintableText.Of(text));

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() => Assert.Equal("\uFFFDx", PrintableText.Of("\ud83dx"));

    [Fact]
    public void Line_feeds_stay_where_lines_are_meant() => Assert.Equal("one\n\\u202etwo\n", PrintableText.OfLines("one\n\u202etwo\n"));

    [Fact]
    public void Of_every_character_none_comes_through_that_is_not_shown()
    {
        for (var value = 0; value <= 0x10FFFF; value++)
        {
            if (!Rune.IsValid(value)) continue;
            Assert.All(PrintableText.Of(new Rune(value).ToString()).EnumerateRunes(), rune => Assert.DoesNotContain(
                Rune.GetUnicodeCategory(rune), (UnicodeCategory[])[UnicodeCategory.Control, UnicodeCategory.Format, UnicodeCategory.LineSeparator, UnicodeCategory.ParagraphSeparator]));
        }
    }
}
