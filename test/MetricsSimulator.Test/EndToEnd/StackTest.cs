using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary>The programs that <c>make stack</c> starts work together. The simulator is built already.</summary>
[Trait("needs", "programs")]
[Trait("takes", "seconds")]
public sealed partial class StackTest
{
    [Fact]
    public async Task The_stack_has_a_day_of_history_rules_and_live_data_and_ends_as_a_whole()
    {
        await using var stack = Start("SCENARIO=anomaly_detection", "SEED=1");
        var greeting = await stack.PollAsync("greeting", () => Task.FromResult(stack.Written.Contains("Ctrl-C ends everything.", StringComparison.Ordinal) ? stack.Written : null));
        using var client = new HttpClient();
        var ports = Port().Matches(greeting).Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).Distinct().ToArray();
        Assert.Equal(3, ports.Length);

        var prometheus = $"http://localhost:{ports[0]}";
        // The newest sample comes from a scrape, and continues a series of the history.
        await stack.PollAsync("live samples", () => AskAsync("count(count_over_time(otel_claude_code_tool_usage_total[1h] offset 22h) > 300) == 9 and on () sum(up) == 2"));
        Assert.NotNull(await AskAsync("count(otel_claude_code_tool_usage_total) == 9"));
        using var rules = JsonDocument.Parse(await client.GetStringAsync(new Uri($"{prometheus}/api/v1/rules?type=alert"), TestContext.Current.CancellationToken));
        Assert.NotEqual(0, rules.RootElement.GetProperty("data").GetProperty("groups").GetArrayLength());
        using var managers = JsonDocument.Parse(await client.GetStringAsync(new Uri($"{prometheus}/api/v1/alertmanagers"), TestContext.Current.CancellationToken));
        Assert.Equal(1, managers.RootElement.GetProperty("data").GetProperty("activeAlertmanagers").GetArrayLength());
        Assert.Matches(@"Z +error_burst +error +20\s", greeting);

        stack.Signal("TERM");
        await stack.PollAsync("end", () => Task.FromResult(stack.Process.HasExited ? "" : null), TimeSpan.FromSeconds(20), mayEnd: true);
        Assert.All(ports, port => Assert.Throws<SocketException>(() => new TcpClient("127.0.0.1", port).Dispose()));

        async Task<string?> AskAsync(string promql)
        {
            using var answer = JsonDocument.Parse(await client.GetStringAsync(new Uri($"{prometheus}/api/v1/query?query={Uri.EscapeDataString(promql)}")));
            return answer.RootElement.GetProperty("data").GetProperty("result").GetArrayLength() > 0 ? "" : null;
        }
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_before_anything_is_started()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        await using var stack = Start($"PORT={port}");
        await stack.PollAsync("end", () => Task.FromResult(stack.Process.HasExited ? "" : null), mayEnd: true);
        // What it wrote last may come after its end.
        await stack.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, stack.Process.ExitCode);
        Assert.Contains($"Port {port} is in use. The stack needs {port} to {port + 4}; give another first one: make stack PORT=", stack.Written, StringComparison.Ordinal);
    }

    private static RunningProgram Start(params string[] variables) => RunningProgram.Start(
        "/usr/bin/env", "coreutils", ["--default-signal=INT,TERM", .. variables, "/bin/bash", Repository.PathOf("eng/stack.sh"), Path.Combine(AppContext.BaseDirectory, "claude-metrics-simulator")]);

    [GeneratedRegex(@"http://localhost:(\d+)", RegexOptions.None, 1000)]
    private static partial Regex Port();
}
