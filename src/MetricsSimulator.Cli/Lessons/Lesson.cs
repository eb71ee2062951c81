using System.Collections.Immutable;
using MetricsSimulator.Cli.Quizzes;

namespace MetricsSimulator.Cli.Lessons;

/// <summary>A lesson: a page to read, a run to look at, and exercises whose answers the program can judge. Immutable.</summary>
/// <param name="Number">Its number in the order of the lessons, from 1.</param>
/// <param name="FileName">The name of its files in <c>docs/lessons/</c>, without extension: <c>01-random-walk</c>.</param>
/// <param name="History">How much history of the run is written before it goes on live.</param>
/// <param name="Exercises">What is right and what is wrong about each exercise of the page, in the order of the page, for a run of this seed.</param>
internal sealed record Lesson(int Number, string FileName, TimeSpan History, Func<ulong, ImmutableArray<Exercise>> Exercises)
{
    /// <summary>Creates a lesson whose exercises have the same answers whatever the seed.</summary>
    /// <param name="number">Its number in the order of the lessons, from 1.</param>
    /// <param name="fileName">The name of its files in <c>docs/lessons/</c>, without extension.</param>
    /// <param name="history">How much history of the run is written before it goes on live.</param>
    /// <param name="exercises">What is right and what is wrong about each exercise of the page, in the order of the page.</param>
    public Lesson(int number, string fileName, TimeSpan history, ImmutableArray<Exercise> exercises)
        : this(number, fileName, history, _ => exercises)
    {
    }

    /// <summary>The seed of a run for which no other is given. Another seed is a variation of the lesson with the same answers to learn.</summary>
    public const ulong Seed = 1;

    /// <summary>The panels of the control room, as the part of its address after the question mark; empty for those that it shows by itself.</summary>
    public string View { get; init; } = "";

    /// <summary>The page.</summary>
    public LessonPage Page => LessonPage.Parse(LessonFile.Read(FileName + ".md"));

    /// <summary>What its run hides, for a seed; null if it hides nothing.</summary>
    public Func<ulong, Mystery>? Mystery { get; init; }

    /// <summary>The names of the files beside the page: the configuration of the run, perhaps a scenario, and what the steps work on. A lesson that hides something has none, and runs with the built-in configuration.</summary>
    public IEnumerable<string> Files => LessonFile.Names(FileName + ".").Where(name => name != FileName + ".md");

    /// <summary>The name of the file that has the configuration.</summary>
    public string ConfigurationName => FileName + ".yaml";

    /// <summary>The name of the file that has the scenario, if there is one.</summary>
    public string ScenarioName => FileName + ".scenario.yaml";
}
