using System.Net;
using System.Net.Sockets;
using MetricsSimulator.Cli.Lessons;
using MetricsSimulator.Cli.Lessons.Catalogue;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

public sealed class LessonCommandTest : IDisposable
{
    private static readonly Exercise s_first = LessonCatalogue.Find(1)!.Exercises(Lesson.Seed)[0];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_miss_gets_a_hint_and_the_second_the_reason()
    {
        var wrong = s_first.Mistakes[0];
        var first = await LessonAsync("1", "--check", wrong.Answer.Text);
        Assert.Equal(1, first.Status);
        Assert.Contains(wrong.Hint, OneLine(first.Output), StringComparison.Ordinal);
        Assert.DoesNotContain(s_first.Reason, OneLine(first.Output), StringComparison.Ordinal);

        var second = await LessonAsync("1", "--check", wrong.Answer.Text);
        Assert.Equal(1, second.Status);
        Assert.Contains(s_first.Reason, OneLine(second.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_right_answer_is_kept_and_the_next_one_is_for_the_next_exercise()
    {
        var right = await LessonAsync("1", "--check", s_first.Right.Text);
        Assert.Equal(0, right.Status);
        Assert.StartsWith("Exercise 1: right.", right.Output, StringComparison.Ordinal);
        Assert.Contains("1 of 3", (await LessonAsync()).Output.Split('\n').Single(line => line.StartsWith("1 ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("(solved)", (await LessonAsync("1", "--check", "--exercise", "1")).Output, StringComparison.Ordinal);
        // The second is an expression, for which there is no Prometheus here.
        var next = await LessonAsync("1", "--check", "stddev(walk)", "--prometheus-url", $"http://localhost:{FreePort.Find()}");
        Assert.Equal(1, next.Status);
        Assert.EndsWith("Start the lesson in another terminal, 'lesson 1', and leave it running.\n", next.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Solutions_show_each_answer_with_its_reason()
    {
        var shown = OneLine((await LessonAsync("1", "--solution")).Output);
        Assert.All(LessonCatalogue.Find(1)!.Exercises(Lesson.Seed), exercise =>
        {
            Assert.Contains($" {exercise.Right.Text} ", shown, StringComparison.Ordinal);
            Assert.Contains(exercise.Reason, shown, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_port_of_Prometheus_that_is_taken_is_told_and_an_empty_answer_is_not_judged()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var ran = await LessonAsync("1", "--port", $"{port - 1}");
        Assert.Equal((1, $"Port {port} on localhost is in use. Prometheus would listen there. Choose another port for the simulator: --port 9464.\n"), (ran.Status, ran.Error));
        var empty = await LessonAsync("1", "--check", " ");
        Assert.Equal((1, "The answer is empty. Answer with a number, a word or an expression of PromQL, as the question asks.\n"), (empty.Status, empty.Error));
    }

    [Theory]
    [InlineData("--port: must be from 1 to 65534, because Prometheus gets the next port, got 65535.\n", "1", "--port", "65535")]
    [InlineData("--port: must be from 1 to 65534, because Prometheus gets the next port, got 0.\n", "1", "--port", "0")]
    [InlineData("N: must be the number of a lesson, 1 to 10, got '99'. 'lesson' lists them.\nSee 'claude-metrics-simulator lesson --help'.\n", "99")]
    [InlineData("lesson: needs the number of the lesson in front of --check or --solution, as in 'lesson 1 --check'.\n", "--check", "5")]
    [InlineData("--exercise: lesson 1 has the exercises 1 to 3, got 4.\n", "1", "--solution", "--exercise", "4")]
    public async Task Wrong_arguments_are_explained(string expected, params string[] arguments)
    {
        var ran = await LessonAsync(arguments);
        Assert.Equal((2, expected), (ran.Status, ran.Error));
    }

    private Task<Ran> LessonAsync(params string[] arguments) =>
        Ran.InAsync(context => context with { Variable = name => name == "XDG_STATE_HOME" ? _folder.Path : null }, ["lesson", .. arguments]);

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
