using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Lessons;

/// <summary>A lesson: a page to read, a run to look at, and exercises whose answers the program can judge. Immutable.</summary>
/// <param name="Number">Its number in the order of the lessons, from 1.</param>
/// <param name="FileName">The name of its files in <c>docs/lessons/</c>, without extension: <c>01-random-walk</c>.</param>
/// <param name="History">How much history of the run is written before it goes on live.</param>
/// <param name="Exercises">What is right and what is wrong about each exercise of the page, in the order of the page.</param>
internal sealed record Lesson(int Number, string FileName, TimeSpan History, ImmutableArray<Exercise> Exercises)
{
    /// <summary>The seed of a run for which no other is given. Another seed is a variation of the lesson with the same answers to learn.</summary>
    public const ulong Seed = 1;

    /// <summary>The panels of the control room, as the part of its address after the question mark; empty for those that it shows by itself.</summary>
    public string View { get; init; } = "";

    /// <summary>The page.</summary>
    public LessonPage Page => LessonPage.Parse(LessonFile.Read(FileName + ".md"));

    /// <summary>The configuration of the run, as YAML.</summary>
    public string Configuration => LessonFile.Read(FileName + ".yaml");
}
