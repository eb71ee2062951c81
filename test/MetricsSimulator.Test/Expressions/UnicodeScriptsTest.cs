using MetricsSimulator.Expressions;

namespace MetricsSimulator.Test.Expressions;

public sealed class UnicodeScriptsTest
{
    [Fact]
    public void Each_character_is_in_one_script_at_most()
    {
        var ranges = UnicodeScripts.All.Values.SelectMany(script => script.Chunk(2)).OrderBy(range => range[0]).ToArray();
        Assert.Equal(163, UnicodeScripts.All.Count);
        Assert.All(ranges, range => Assert.True(range[0] <= range[1]));
        Assert.All(ranges.Zip(ranges.Skip(1)), pair => Assert.True(pair.First[1] < pair.Second[0]));
    }

    [Theory]
    [InlineData("Latin", "az", "α1")]
    [InlineData("Greek", "αΩ", "aµ")]
    [InlineData("Han", "日本", "あ")]
    [InlineData("Common", "1 µ😀", "a")]
    [InlineData("Inherited", "\u0301", "a")]
    [InlineData("Kawi", "\U00011f02", "a")]
    public void A_script_has_its_own_characters(string name, string inside, string outside)
    {
        var expression = new Expression($"\\p{{{name}}}");
        Assert.All(inside.EnumerateRunes(), character => Assert.True(expression.IsMatch(character.ToString())));
        Assert.All(outside.EnumerateRunes(), character => Assert.False(expression.IsMatch(character.ToString())));
    }
}
