using System.Globalization;

namespace MetricsSimulator.Test.Documentation;

/// <summary>Decisions are numbered, have the same form, and are listed.</summary>
public sealed class DecisionTest
{
    private static readonly MarkdownPage[] Decisions =
        [.. MarkdownPage.All.Where(page => page.Path.StartsWith("docs/decisions/", StringComparison.Ordinal))];

    [Fact]
    public void Each_has_a_number_of_its_own_which_stands_in_its_title()
    {
        var numbers = Decisions.Select(decision => int.Parse(Path.GetFileName(decision.Path).AsSpan(0, 4), CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(numbers.Distinct(), numbers);
        Assert.All(Decisions.Zip(numbers), decision =>
        {
            Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"docs/decisions/{decision.Second:0000}-"), decision.First.Path, StringComparison.Ordinal);
            Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"# {decision.Second}. "), decision.First.Text, StringComparison.Ordinal);
        });
    }

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
