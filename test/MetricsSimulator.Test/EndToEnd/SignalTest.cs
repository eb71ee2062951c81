using System.Globalization;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

[Trait("needs", "programs")]
public sealed class SignalTest
{
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_ends_the_server_with_status_0_and_waits_for_no_idle_connection(string signal)
    {
        var port = FreePort.Find();
        await using var simulator = RunningProgram.StartSimulator("serve", "--port", port.ToString(CultureInfo.InvariantCulture));
        using var client = new HttpClient();
        await simulator.PollAsync("scrape", async () => await client.GetStringAsync($"http://localhost:{port}/metrics"));
        simulator.Signal(signal);
        // The client keeps its connection. Left alone, the server would wait 30 s for it.
        await simulator.Process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(15));
        Assert.Equal(0, simulator.Process.ExitCode);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_in_one_line_with_status_1()
    {
        var port = FreePort.Find().ToString(CultureInfo.InvariantCulture);
        await using var first = RunningProgram.StartSimulator("serve", "--port", port);
        using var client = new HttpClient();
        await first.PollAsync("scrape", async () => await client.GetStringAsync($"http://localhost:{port}/metrics"));
        await using var second = RunningProgram.StartSimulator("serve", "--port", port);
        await second.Process.WaitForExitAsync();
        Assert.Equal(1, second.Process.ExitCode);
        Assert.Equal(
            $"Port {port} on localhost is in use (Prometheus itself listens on 9090 by default). Choose another: --port 9464, or make simulate PORT=9464.\n",
            second.Written);
    }
}
