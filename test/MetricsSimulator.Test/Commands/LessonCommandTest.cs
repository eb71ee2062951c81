using System.Net;
using System.Net.Sockets;
using MetricsSimulator.Cli.Lessons;
using MetricsSimulator.Cli.Lessons.Catalogue;
using MetricsSimulator.Cli.Quizzes;
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
        var own = await LessonAsync("1", "--port", $"{port}");
        Assert.Equal((1, $"Port {port} on localhost is in use. Choose another port for the simulator: --port 9464.\n"), (own.Status, own.Error));
        var empty = await LessonAsync("1", "--check", " ");
        Assert.Equal((1, "The answer is empty. Answer with a number, a word or an expression of PromQL, as the question asks.\n"), (empty.Status, empty.Error));
    }

    [Theory]
    [InlineData("1", "spyke", "Answer with a kind, one of dropout, error_burst, flatline, latency_shift, level_shift, spike, got 'spyke'. Did you mean 'spike'?\n")]
    [InlineData("2", "cots", "Answer with a metric, and with a label if only one of its values is touched: the metric must be one of token_usage, cost, tool_usage, error, session_duration, got 'cots'. Did you mean 'cost'?\n")]
    [InlineData("2", "cost{model=\"gpt\"}", "Answer with a metric, and with a label if only one of its values is touched: no series matches cost{model=\"gpt\"}. The values of 'model' are claude-3-sonnet, claude-3-haiku, claude-3-opus.\n")]
    public async Task What_cannot_be_meant_as_an_answer_to_the_mystery_is_no_miss(string exercise, string answer, string expected)
    {
        for (var time = 0; time < 2; time++)
        {
            var ran = await LessonAsync("10", "--exercise", exercise, "--check", answer);
            Assert.Equal((1, "", expected), (ran.Status, ran.Output, ran.Error));
        }
    }

    [Fact]
    public async Task A_series_is_understood_without_the_quotes_that_a_shell_takes_away()
    {
        // In the mystery of seed 2, or of the next one that has a label.
        var seed = Enumerable.Range(2, 100).First(number => Mystery.Of((ulong)number, isHard: false).Anomalies[0].Label is not null);
        var ran = await LessonAsync("10", "--seed", $"{seed}", "--exercise", "2", "--check", Mystery.Of((ulong)seed, isHard: false).Anomalies[0].Series.Replace("\"", "", StringComparison.Ordinal));
        Assert.StartsWith("Exercise 2: right.", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipe_in_the_place_of_the_progress_is_replaced_and_a_count_beyond_all_measure_stays()
    {
        var file = _folder.File("claude-metrics-simulator/lessons.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        Assert.Equal(0, new ExternalTool("/usr/bin/mkfifo", "coreutils").Run([file]).Status);
        Assert.Equal(1, (await LessonAsync("1", "--check", s_first.Mistakes[0].Answer.Text)).Status);
        Assert.Equal("1 1 1\n", await File.ReadAllTextAsync(file));
        await File.WriteAllTextAsync(file, $"1 1 {int.MaxValue}\n");
        await LessonAsync("1", "--check", s_first.Mistakes[0].Answer.Text);
        Assert.Equal($"1 1 {int.MaxValue}\n", await File.ReadAllTextAsync(file));
    }

    [Theory]
    [InlineData("--port: must be from 1 to 65534, because Prometheus gets the next port, got 65535.\n", "1", "--port", "65535")]
    [InlineData("--port: must be from 1 to 65534, because Prometheus gets the next port, got 0.\n", "1", "--port", "0")]
    [InlineData("N: must be the number of a lesson, 1 to 10, got '99'. 'lesson' lists them.\nSee 'claude-metrics-simulator lesson --help'.\n", "99")]
    [InlineData("lesson: needs the number of the lesson in front of --check or --solution, as in 'lesson 1 --check'.\n", "--check", "5")]
    [InlineData("--solution: prints the answers, and --check judges one. Give one of the two.\n", "1", "--solution", "--check", "42")]
    [InlineData("--exercise: says which one --check or --solution is about. Give one of these too, or leave it out to start the lesson.\n", "1", "--exercise", "1")]
    [InlineData("--prometheus-url: says where --check asks. Give --check too, or leave it out.\n", "1", "--prometheus-url", "http://localhost:9")]
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
