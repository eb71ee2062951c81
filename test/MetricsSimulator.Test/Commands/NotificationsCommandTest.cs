using System.Net;
using System.Text;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

[Trait("needs", "programs")]
public sealed class NotificationsCommandTest
{
    private const string Fires = """{"alerts": [{"status": "firing", "labels": {"alertname": "A"}, "annotations": {}, "startsAt": "2026-01-01T00:00:00Z"}]}""";

    [Theory]
    [InlineData(">/dev/full", 1, "output: the disk of standard output is full. Make room there, or choose another place.\n")]
    [InlineData(">&-", 1, "output: standard output is closed. Choose another place.\n")]
    [InlineData("> >(exit 0)", 0, "")]
    public async Task A_notification_that_cannot_be_printed_is_answered_so_that_it_is_sent_again_and_the_command_ends(string output, int status, string words)
    {
        await using var program = RunningProgram.Start(
            "/bin/bash", "bash", "-c", $"exec \"$@\" {output}", "bash", Path.Combine(AppContext.BaseDirectory, "claude-metrics-simulator"), "notifications", "--port", "0");
        var greeting = await program.PollAsync("greeting", () => Task.FromResult(program.Written.Contains("Ctrl-C", StringComparison.Ordinal) ? program.Written : null));
        using var client = new HttpClient();
        var answer = await client.PostAsync(greeting.Split(' ')[4].TrimEnd('.'), new StringContent(Fires, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        await program.Process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        Assert.Equal(
            (status, greeting + "Refused a notification: The notification cannot be printed. Send it again later.\n" + words),
            (program.Process.ExitCode, program.Written));
    }
}
