using System.Net;
using System.Net.Sockets;
using System.Text;
using MetricsSimulator.Cli.Quizzes;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Quizzes;

/// <summary>What is asked of a quiz when something else listens on its port.</summary>
public sealed class RunningQuizTest : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public RunningQuizTest() => _listener.Start();

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    private string Address => $"http://localhost:{Port}/";

    public void Dispose() => _listener.Dispose();

    [Theory]
    [InlineData("{\"hidden\": true, \"start\": \"2026-01-05T22:00:00Z\"}", true)]
    [InlineData("{\"hidden\": false, \"start\": \"2026-01-05T22:00:00Z\"}", false)]
    [InlineData("{\"hidden\": true}", false)]
    [InlineData("{\"hidden\": true, \"start\": \"banana\"}", false)]
    [InlineData("{\"hidden\": true, \"start\": 5}", false)]
    [InlineData("{\"hidden\": true, \"start\": \"9999-12-31T23:59:59Z\"}", false)]
    [InlineData("[]", false)]
    [InlineData("\"x\"", false)]
    [InlineData("<html>", false)]
    public async Task Only_a_run_that_hides_its_truth_and_has_a_start_is_a_quiz(string body, bool isQuiz)
    {
        var answered = AnswerAsync(Encoding.UTF8.GetBytes(body), body.Length);
        Assert.Equal(isQuiz, await RunningQuiz.StartOfAsync(Address, default) is not null);
        await answered;
    }

    [Fact]
    public async Task A_body_without_an_end_is_not_read_to_memory_and_one_that_is_cut_off_is_no_quiz()
    {
        // More than a quiz answers, and less than was promised.
        var endless = AnswerAsync(new byte[2_000_000], long.MaxValue);
        Assert.Null(await RunningQuiz.StartOfAsync(Address, default));
        await endless;
        var cut = AnswerAsync("{\"hidden\""u8.ToArray(), 100);
        Assert.Null(await RunningQuiz.StartOfAsync(Address, default));
        await cut;
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [Trait("needs", "programs")]
    public async Task Interrupted_while_nobody_answers_the_program_ends_without_a_trace(string signal, int status)
    {
        foreach (var arguments in (string[][])[["lesson", "1", "--exercise", "2", "--check", "walk", "--prometheus-url", $"http://localhost:{Port}"], ["quiz", "--seed", "7", "--port", $"{Port}", "--answer", "spike cost 14:05 14:30"]])
        {
            await using var program = RunningProgram.StartSimulator(arguments);
            // The program waits for an answer from here on.
            using var asked = await _listener.AcceptTcpClientAsync();
            program.Signal(signal);
            await program.Process.WaitForExitAsync();
            Assert.Equal((status, ""), (program.Process.ExitCode, program.Written));
        }
    }

    private async Task AnswerAsync(byte[] body, long length)
    {
        using var client = await _listener.AcceptTcpClientAsync();
        await using var stream = client.GetStream();
        // Without this, closing would reset the connection before the answer is read.
        _ = await stream.ReadAsync(new byte[4096]);
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n"));
            await stream.WriteAsync(body);
        }
        catch (IOException)
        {
            // The reader has had enough.
        }
    }
}
