using MetricsSimulator.Cli.Lessons.Catalogue;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Lessons;

/// <summary>Lessons and the pages that they are about point to each other.</summary>
public sealed class LessonLinkTest
{
    private static readonly string[] s_pages = ["scenarios.md", "anomalies.md", "use-cases.md"];

    public static TheoryData<int> Lessons => [.. LessonCatalogue.All.Select(lesson => lesson.Number)];

    [Theory]
    [MemberData(nameof(Lessons))]
    public void The_pages_to_which_a_lesson_points_point_back_and_no_others(int number)
    {
        var file = $"lessons/{LessonCatalogue.Find(number)!.FileName}.md";
        string[] there = [.. s_pages.Where(page => Read(file).Contains($"](../{page}", StringComparison.Ordinal))];
        string[] back = [.. s_pages.Where(page => Read(page).Contains($"]({file})", StringComparison.Ordinal))];
        Assert.NotEmpty(there);
        Assert.Equal(there, back);
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void A_lesson_points_to_its_words(int number) =>
        Assert.Contains("](../glossary.md#", Read($"lessons/{LessonCatalogue.Find(number)!.FileName}.md"), StringComparison.Ordinal);

    private static string Read(string page) => File.ReadAllText(Repository.PathOf("docs/" + page));
}
