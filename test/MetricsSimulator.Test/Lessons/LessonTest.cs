using System.Globalization;
using System.Text.RegularExpressions;
using MetricsSimulator.Cli.Lessons;
using MetricsSimulator.Cli.Lessons.Catalogue;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Test.Documentation;

namespace MetricsSimulator.Test.Lessons;

/// <summary>Each lesson as a learner takes it, on a Prometheus that scrapes its run.</summary>
[Trait("needs", "programs")]
public sealed partial class LessonTest
{
    // A page shows the numbers of seed 1 at one moment, and at another one another part of the run is the last hour. The spread of a hundred walkers varies most: its standard error is 1/√200,
    // or 7 %, and this is four of them.
    private const double Elsewhen = 0.3;

    public static TheoryData<int, ulong> OtherSeeds
    {
        get
        {
            var all = new TheoryData<int, ulong>();
            foreach (var lesson in LessonCatalogue.All)
                foreach (var seed in (ulong[])[2, 3]) all.Add(lesson.Number, seed);
            return all;
        }
    }

    public static TheoryData<int> Lessons => [.. LessonCatalogue.All.Select(lesson => lesson.Number)];

    [Theory]
    [Trait("takes", "seconds")]
    [MemberData(nameof(Lessons))]
    public Task The_right_answers_pass_and_the_usual_wrong_ones_get_their_hints(int number) => ExpectVerdictsAsync(number, Lesson.Seed);

    [Theory]
    [Trait("takes", "minutes")]
    [MemberData(nameof(OtherSeeds))]
    public Task With_another_seed_the_same_answers_are_right(int number, ulong seed) => ExpectVerdictsAsync(number, seed);

    [Theory]
    [Trait("takes", "seconds")]
    [MemberData(nameof(Lessons))]
    public async Task The_commands_of_the_page_give_what_it_shows(int number)
    {
        var lesson = LessonCatalogue.Find(number)!;
        var page = MarkdownPage.Read($"docs/lessons/{lesson.FileName}.md");
        await using var running = await RunningLesson.StartAsync(number, Lesson.Seed);
        Assert.All(lesson.Page.Steps, step => Assert.Contains(step[4..step.IndexOf('\n', StringComparison.Ordinal)], running.Written, StringComparison.Ordinal));
        foreach (var block in page.Blocks.Where(block => block.Info == "console lesson"))
        {
            for (var i = 0; i < block.Lines.Count;)
            {
                var command = block.Lines[i][2..];
                string[] shown = [.. block.Lines.Skip(++i).TakeWhile(line => !line.StartsWith("$ ", StringComparison.Ordinal))];
                i += shown.Length;
                var output = Shell.Run(command.Replace(":9091", $":{running.Port + 1}", StringComparison.Ordinal).Replace(":9090", $":{running.Port}", StringComparison.Ordinal)).TrimEnd('\n')
                    .Replace($"localhost:{running.Port}", "localhost:9090", StringComparison.Ordinal);
                AssertNear(string.Join('\n', shown), output, command);
            }
        }
    }

    [Fact]
    public async Task Interrupted_a_lesson_leaves_nothing_behind()
    {
        await using var running = await RunningLesson.StartAsync(1, 1);
        Assert.Single(running.Folders);
        Assert.Equal(0, await running.InterruptAsync());
        Assert.Empty(running.Folders);
        using var client = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri(running.Prometheus)));
    }

    [Fact]
    public async Task Ended_by_a_signal_that_is_sent_twice_at_once_a_lesson_leaves_nothing_behind()
    {
        await using var running = await RunningLesson.StartAsync(1, 1);
        Assert.Equal(0, await running.TimeOutAsync());
        Assert.Empty(running.Folders);
    }

    [Fact]
    public async Task A_lesson_whose_Prometheus_ends_says_so_and_goes_on()
    {
        await using var running = await RunningLesson.StartAsync(1, 1);
        running.KillPrometheus();
        await running.WrittenAsync("The simulator goes on without it");
        using var client = new HttpClient();
        Assert.Equal(System.Net.HttpStatusCode.OK, (await client.GetAsync(new Uri($"http://localhost:{running.Port}/metrics"))).StatusCode);
        Assert.Equal(0, await running.InterruptAsync());
        Assert.Empty(running.Folders);
    }

    [Fact]
    public async Task A_mystery_that_runs_with_another_seed_is_not_judged()
    {
        await using var running = await RunningLesson.StartAsync(10, 2);
        var ran = await Commands.Ran.Async("lesson", "10", "--port", $"{running.Port}", "--exercise", "1", "--check", "spike");
        Assert.Equal(new Commands.Ran(2, "", $"The lesson on http://localhost:{running.Port}/ was started with another seed than 1. Give the one that it printed: --seed N.\n"), ran);
    }

    private static async Task ExpectVerdictsAsync(int number, ulong seed)
    {
        await using var running = await RunningLesson.StartAsync(number, seed);
        using var prometheus = new RemotePrometheus(new Uri(running.Prometheus));
        var judge = new AnswerJudge(prometheus, TimeProvider.System);
        foreach (var exercise in LessonCatalogue.Find(number)!.Exercises(seed))
        {
            Assert.True((await judge.JudgeAsync(exercise, exercise.Right.Text, default)).IsRight, $"'{exercise.Right.Text}' is right.");
            foreach (var mistake in exercise.Mistakes)
            {
                var verdict = await judge.JudgeAsync(exercise, mistake.Answer.Text, default);
                Assert.False(verdict.IsRight, $"'{mistake.Answer.Text}' is wrong.");
                Assert.Equal(mistake.Hint, verdict.Hint);
            }
        }
    }

    private static void AssertNear(string shown, string output, string command)
    {
        // The instant of an answer is that of the question.
        var (expected, found) = (Instant().Replace(shown, ""), Instant().Replace(output, ""));
        Assert.True(Number().Replace(expected, "#") == Number().Replace(found, "#"), $"$ {command}\ngives\n{output}\nand not\n{shown}");
        foreach (var (one, other) in Number().Matches(expected).Zip(Number().Matches(found)))
            Assert.True(
                Answer.IsNear(double.Parse(one.Value, CultureInfo.InvariantCulture), double.Parse(other.Value, CultureInfo.InvariantCulture), Elsewhen), $"$ {command}\ngives\n{output}\nand not\n{shown}");
    }

    [GeneratedRegex(@" @\[[0-9.]+\]", RegexOptions.None, 1000)]
    private static partial Regex Instant();

    [GeneratedRegex(@"(?<![\w.])-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?(?![\w.])", RegexOptions.None, 1000)]
    private static partial Regex Number();
}
