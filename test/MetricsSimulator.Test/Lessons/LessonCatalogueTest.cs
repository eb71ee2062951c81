using MetricsSimulator.Cli.Lessons;
using MetricsSimulator.Cli.Lessons.Catalogue;

namespace MetricsSimulator.Test.Lessons;

/// <summary>What holds of all lessons.</summary>
public sealed class LessonCatalogueTest
{
    public static TheoryData<int> Lessons => [.. LessonCatalogue.All.Select(lesson => lesson.Number)];

    [Fact]
    public void Lessons_are_in_the_order_of_their_numbers_which_their_files_have_too()
    {
        Assert.Equal(Enumerable.Range(1, 10), LessonCatalogue.All.Select(lesson => lesson.Number));
        Assert.All(LessonCatalogue.All, lesson => Assert.StartsWith($"{lesson.Number:00}-", lesson.FileName, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void A_lesson_has_steps_and_two_or_three_questions_each_with_three_mistakes(int number)
    {
        var lesson = LessonCatalogue.Find(number)!;
        var page = lesson.Page;
        Assert.InRange(page.Minutes, 15, 30);
        Assert.InRange(page.Steps.Length, 3, 6);
        Assert.InRange(page.Questions.Length, 2, 3);
        var exercises = lesson.Exercises(Lesson.Seed);
        Assert.Equal(page.Questions.Length, exercises.Length);
        Assert.All(exercises, exercise =>
        {
            Assert.Equal(3, exercise.Mistakes.Length);
            string[] hints = [.. exercise.Mistakes.Select(mistake => mistake.Hint), exercise.Hint];
            Assert.Equal(4, hints.Distinct(StringComparer.Ordinal).Count());
            Assert.All(hints, hint => Assert.DoesNotContain(exercise.Right.Text, hint, StringComparison.Ordinal));
        });
    }
}
