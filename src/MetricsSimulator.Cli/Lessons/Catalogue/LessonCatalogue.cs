using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Lessons.Catalogue;

/// <summary>All lessons.</summary>
internal static class LessonCatalogue
{
    /// <summary>The lessons, in the order in which they are taken.</summary>
    public static ImmutableArray<Lesson> All { get; } =
    [
        RandomWalk.Lesson,
        Counters.Lesson,
        Histograms.Lesson,
        Events.Lesson,
        TimeOfDay.Lesson,
        Cardinality.Lesson,
        Budgets.Lesson,
        WayOfANumber.Lesson,
        JudgedAlerts.Lesson,
        TheMystery.Lesson,
    ];

    /// <summary>Finds a lesson; null if there is none of that number.</summary>
    /// <param name="number">The number.</param>
    public static Lesson? Find(int number) => All.FirstOrDefault(lesson => lesson.Number == number);
}
