using System.Globalization;
using System.Text;
using MetricsSimulator.Cli.Quizzes;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Quizzes;

/// <summary>A quiz that runs, as a learner starts it.</summary>
[Trait("needs", "programs")]
[Trait("takes", "seconds")]
public sealed class QuizTest
{
    private static readonly string Anything = $"spike cost {InstantText.Format(DateTimeOffset.UtcNow - Mystery.History / 2)} {InstantText.Format(DateTimeOffset.UtcNow - Mystery.History / 3)}";

    private static readonly Mystery s_mystery = Mystery.Of(7, true);

    [Fact]
    public async Task A_running_quiz_gives_nothing_away_and_scores_answers()
    {
        var port = TwoFreePorts.Find();
        using var temporary = new TemporaryFolder();
        await using var program = RunningProgram.StartSimulatorIn(temporary, "quiz", "--seed", "7", "--hard", "--port", $"{port}");
        await program.PollAsync("the end of the greeting", () => Task.FromResult(program.Written.Contains("until Ctrl-C", StringComparison.Ordinal) ? "" : null));
        using var client = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}/") };
        var start = await RunningQuiz.StartOfAsync($"http://localhost:{port}/", default);
        Assert.NotNull(start);
        string[] secrets =
        [
            s_mystery.Seed.ToString(CultureInfo.InvariantCulture), "magnitude: ", "anomalies:",
            .. s_mystery.Anomalies.SelectMany(anomaly => (string[])[$"{anomaly.After.TotalMinutes}m", InstantText.Format(start.Value + anomaly.After), InstantText.Format(start.Value + anomaly.After + anomaly.Duration)]),
        ];

        foreach (var path in (string[])["", "metrics", "metrics/truth", "config", "history", "rules", "api/v1/run", "api/v1/anomalies", "api/v1/scenario", "api/v1/scenarios", "api/v1/model", "api/v1/metrics", "api/v1/journal", "api/v1/twin?family=cost", "api/v1/moments?family=cost", "api/v1/anomaly-kinds"])
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, answer.Content.ReadAsStringAsync().GetAwaiter().GetResult(), StringComparison.Ordinal));
        }

        // The token that was drawn is not one of a user who knows the names of the machine.
        using var foreign = new HttpRequestMessage(HttpMethod.Get, "config") { Headers = { Host = "evil.example" } };
        using var refused = await client.SendAsync(foreign);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, refused.StatusCode);

        Assert.All(secrets, secret => Assert.DoesNotContain(secret, program.Written, StringComparison.Ordinal));
        var process = $"/proc/{program.Process.Id}";
        foreach (var file in (string[])[$"{process}/cmdline", $"{process}/environ", .. Directory.EnumerateFiles(Directory.GetDirectories(temporary.Path, "claude-metrics-*").Single(), "*", SearchOption.AllDirectories)])
        {
            var content = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            // A block of samples has numbers of all lengths, and no words.
            Assert.All(file.Contains("/chunks/", StringComparison.Ordinal) || file.Contains("chunks_head", StringComparison.Ordinal) ? secrets[1..3] : secrets, secret => Assert.DoesNotContain(secret, content, StringComparison.Ordinal));
        }

        // What is no answer to this quiz is refused, and tells nothing.
        foreach (var (status, expected, refusedArguments) in (List<(int, string, string[])>)
        [
            (2, "is another one. Give the number that it printed", ["--seed", "8", "--hard"]),
            (2, "is another one. Give the number that it printed", ["--seed", "7"]),
            (2, "three things are hidden, so give at most three answers, got 4", ["--seed", "7", "--hard", "--answer", Anything, "--answer", Anything, "--answer", Anything]),
            (2, "--page: needs the name of a file", ["--seed", "7", "--hard", "--page", "-"]),
            (1, "--page: the folder of nowhere/page.html does not exist", ["--seed", "7", "--hard", "--page", "nowhere/page.html"]),
        ])
        {
            var tried = await Commands.Ran.Async(["quiz", "--port", $"{port}", "--answer", Anything, .. refusedArguments]);
            Assert.Equal((status, ""), (tried.Status, tried.Output));
            Assert.Contains(expected, tried.Error, StringComparison.Ordinal);
        }

        using var folder = new TemporaryFolder();
        var first = s_mystery.Anomalies[0];
        string[] answers = [.. s_mystery.Anomalies.SelectMany(anomaly => (string[])["--answer", $"{anomaly.Kind} {anomaly.Series} {InstantText.Format(start.Value + anomaly.After)} {InstantText.Format(start.Value + anomaly.After + anomaly.Duration)}"])];
        var ran = await Commands.Ran.Async(["quiz", "--seed", "7", "--hard", "--port", $"{port}", .. answers, "--page", folder.File("page.html")]);
        Assert.Equal(0, ran.Status);
        Assert.EndsWith("Score: 100 of 100\n", ran.Output, StringComparison.Ordinal);
        var page = await File.ReadAllTextAsync(folder.File("page.html"));
        Assert.Equal(3, page.Split("<svg").Length - 1);
        Assert.Contains($"<td>{first.Kind}</td><td>{first.Kind}</td><td>1</td>", page, StringComparison.Ordinal);
        program.Signal("INT");
        await program.Process.WaitForExitAsync();
        Assert.Equal(0, program.Process.ExitCode);
    }

    [Fact]
    public async Task Without_a_running_quiz_an_answer_says_how_to_start_one()
    {
        var port = FreePort.Find();
        var ran = await Commands.Ran.Async("quiz", "--seed", "7", "--port", $"{port}", "--answer", "spike cost 14:00 14:10");
        Assert.Equal((1, $"No quiz runs on http://localhost:{port}/. Start it in another terminal, 'quiz --seed 7', and leave it running; --host and --port say where it listens.\n"), (ran.Status, ran.Error));
    }

    [Theory]
    [InlineData("--answer: needs the number of the quiz too, --seed N, which the quiz printed.\n", "--answer", "spike cost 14:00 14:10")]
    [InlineData("--page: shows an answer. Give --answer too, or leave it out.\n", "--seed", "7", "--page", "x.html")]
    public async Task Options_that_need_others_say_so(string expected, params string[] arguments)
    {
        var ran = await Commands.Ran.Async(["quiz", .. arguments]);
        Assert.Equal((2, expected), (ran.Status, ran.Error));
    }
}
