using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Lessons.Catalogue;

/// <summary>All lessons.</summary>
internal static class LessonCatalogue
{
    /// <summary>The lessons, in the order in which they are taken.</summary>
    public static ImmutableArray<Lesson> All { get; } =
    [
        RandomWalk.Lesson,
    ];
}
