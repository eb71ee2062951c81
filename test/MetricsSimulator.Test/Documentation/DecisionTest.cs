using System.Globalization;

namespace MetricsSimulator.Test.Documentation;

/// <summary>Decisions are numbered without gaps, have the same form, and are listed.</summary>
public sealed class DecisionTest
{
    private static readonly MarkdownPage[] Decisions =
        [.. MarkdownPage.All.Where(page => page.Path.StartsWith("docs/decisions/", StringComparison.Ordinal))];

    [Fact]
    public void Numbers_have_no_gaps_and_stand_in_the_titles() =>
        Assert.All(Decisions.Index(), decision =>
        {
            var number = decision.Index + 1;
            Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"docs/decisions/{number:0000}-"), decision.Item.Path, StringComparison.Ordinal);
            Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"# {number}. "), decision.Item.Text, StringComparison.Ordinal);
        });

    [Fact]
    public void Each_has_context_decision_and_consequences() =>
        Assert.All(Decisions, decision => Assert.Equal(["context", "decision", "consequences"], decision.Anchors.Skip(1)));

    [Fact]
    public void Each_is_listed_in_the_architecture()
    {
        var links = MarkdownPage.Read("docs/architecture.md").Links.Select(link => "docs/" + link.Target).ToArray();

        Assert.NotEmpty(Decisions);
        Assert.All(Decisions, decision => Assert.Contains(decision.Path, links));
    }
}
