namespace MetricsSimulator.Test.Documentation;

/// <summary>The glossary has every word of the project, once.</summary>
public sealed class GlossaryTest
{
    private static readonly MarkdownPage Glossary = MarkdownPage.Read("docs/glossary.md");

    /// <summary>The words that the project uses and no others for the same thing.</summary>
    public static TheoryData<string> Words =>
    [
        "process", "path", "drift", "volatility", "speed", "level", "bounds", "evolve", "moments",
        "rate", "intensity", "arrivals", "tick", "step", "instant",
        "trend", "cycle", "phase", "scenario",
        "metric family", "series", "label set", "sample", "bucket", "exemplar", "exposition", "scrape", "staleness", "counter reset",
        "anomaly", "window", "onset", "magnitude", "ground truth", "history", "backfill", "remote write",
    ];

    [Theory]
    [MemberData(nameof(Words))]
    public void Every_word_is_explained_once(string word) => Assert.Single(Glossary.TableRows("# Glossary"), row => row[0] == word);

    [Fact]
    public void No_word_is_explained_twice() => Assert.Distinct(Glossary.TableRows("# Glossary").Select(row => row[0]).Where(word => word != "word"));

    [Fact]
    public void Every_explanation_is_there() => Assert.All(Glossary.TableRows("# Glossary"), row => Assert.NotEmpty(row[1]));
}
