using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration.Server;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

/// <summary><c>relay</c>.</summary>
public sealed class RelayCommandTest
{
    [Theory]
    [InlineData("--listen: must be a port, or host and port like 127.0.0.1:14318, got 'x'.", "--listen", "x")]
    [InlineData("--listen: must be localhost or an address of this machine (0.0.0.0 for all of them), got 'pi.lan'.", "--listen", "pi.lan:4318")]
    [InlineData("--record: must be the name of a file, got '-'. Standard output has the lines that the relay prints; ./- is a file with that name.", "--record", "-")]
    [InlineData("--forward: must be an address like http://localhost:4318, got 'pi.lan:4318'.", "--forward", "pi.lan:4318")]
    [InlineData("--forward: must be an address like http://localhost:4318, without a query and without the path of a signal, which is added; got 'http://h/v1/logs'.", "--forward", "http://h/v1/logs")]
    [InlineData("--forward: must not contain a user or password; set the header Authorization at the sender, which is passed on.", "--forward", "http://u:p@h")]
    public async Task Bad_options_are_explained(string message, params string[] options) =>
        Assert.Equal(new Ran(2, "", message + "\nSee 'claude-metrics-simulator relay --help'.\n"), await Ran.Async(["relay", .. options]));

    [Theory]
    [InlineData("14318", "http://localhost:14318")]
    [InlineData("14318", "http://127.0.0.1:14318/base")]
    [InlineData("[::1]:14318", "http://[::1]:14318")]
    [InlineData("0.0.0.0:14318", "http://localhost:14318")]
    [InlineData("192.0.2.1:14318", "http://192.0.2.1:14318")]
    public async Task The_relay_itself_is_refused_as_a_receiver(string listen, string forward) => Assert.Equal(
        new Ran(2, "", $"--forward: must not be the address of the relay itself, got '{new Uri(forward)}'. Give the address of the receiver, or another port with --listen.\n"),
        await Ran.Async("relay", "--listen", listen, "--forward", forward));

    [Theory]
    [InlineData("127.0.0.1:14318", "http://127.0.0.2:14318", false)]
    [InlineData("192.0.2.1:14318", "http://localhost:14318", false)]
    [InlineData("localhost:14318", "http://localhost:14319", false)]
    [InlineData("localhost:14318", "http://pi.lan:14318", false)]
    [InlineData("localhost:80", "http://localhost", true)]
    public void A_server_answers_at_its_own_address_only(string listen, string url, bool answers)
    {
        var end = listen.LastIndexOf(':');
        Assert.Equal(answers, ListenHost.Answers(new ServerConfiguration(listen[..end], int.Parse(listen[(end + 1)..], CultureInfo.InvariantCulture), timestamps: false), new Uri(url)));
    }

    [Fact]
    public async Task A_port_in_use_is_an_error_that_says_what_to_do()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        Assert.Equal(new Ran(1, "", $"Port {port} on 127.0.0.1 is in use. Choose another: --listen 127.0.0.1:14318.\n"), await Ran.Async(["relay", "--listen", $"127.0.0.1:{port}"]));
    }

    [Fact]
    public async Task A_file_with_content_is_not_overwritten()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("record");
        await File.WriteAllTextAsync(file, "x", TestContext.Current.CancellationToken);
        Assert.Equal(
            new Ran(2, "", $"--record: {file} is not empty, and requests of two runs in one file cannot be told apart. Use another name, or move the file away.\n"), await Ran.Async(["relay", "--listen", "0", "--record", file]));
        Assert.Equal(
            new Ran(1, "", $"--record: the folder of {folder.File("no/record")} does not exist. Create it, or choose another place.\n"), await Ran.Async(["relay", "--listen", "0", "--record", folder.File("no/record")]));
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task A_file_to_which_another_relay_writes_is_refused_until_that_relay_ends()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("record");
        await using (var first = RunningProgram.StartSimulator("relay", "--listen", "0", "--record", file))
        {
            await UrlAsync(first);
            Assert.Equal(new Ran(1, "", $"--record: another process is writing to {file}. Wait until it ends, or choose another place.\n"), await Ran.Async(["relay", "--listen", "0", "--record", file]));
            first.Signal("INT");
            await first.Process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
            Assert.Equal(0, first.Process.ExitCode);
        }

        await using var second = RunningProgram.StartSimulator("relay", "--listen", "0", "--record", file);
        Assert.Contains("http://localhost:", await UrlAsync(second), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task An_interrupt_ends_it_with_the_sums()
    {
        await using var program = RunningProgram.StartSimulator("relay", "--listen", "0");
        var url = await UrlAsync(program);
        using var client = new HttpClient();
        for (var i = 0; i < 2; i++)
        {
            using var content = new StringContent("""{"resourceMetrics": [{"scopeMetrics": [{"metrics": [{"name": "cost", "unit": "USD", "sum": {"aggregationTemporality": 1, "dataPoints": [{"timeUnixNano": 1, "asDouble": 1.5}]}}]}]}]}""", Encoding.UTF8, "application/json");
            Assert.Equal(HttpStatusCode.OK, (await client.PostAsync($"{url}/v1/metrics", content, TestContext.Current.CancellationToken)).StatusCode);
        }

        program.Signal("INT");
        await program.Process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        Assert.Equal(0, program.Process.ExitCode);
        Assert.EndsWith(
            """

            Received 2 requests, none refused, with 2 points, 0 log records and 0 spans.

            METRIC  TEMPORALITY  POINTS  SUM
            cost    delta        2       3 USD

            """, program.Written, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task A_record_that_cannot_be_written_ends_it_with_status_1()
    {
        await using var program = RunningProgram.StartSimulator("relay", "--listen", "0", "--record", "/dev/full");
        var url = await UrlAsync(program);
        using var client = new HttpClient();
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync($"{url}/v1/logs", content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        await program.Process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        Assert.Equal(1, program.Process.ExitCode);
        Assert.Contains("--record: the disk of /dev/full is full. Make room there, or choose another place.\n", program.Written, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task A_record_that_may_not_grow_has_each_request_that_was_acknowledged_and_no_part_of_another()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("record");
        // A limit of the process replaces a full disk. Without the variable, the runtime itself would reach the limit.
        await using var program = RunningProgram.Start(
            "/bin/bash", "bash", "-c", "trap '' XFSZ; ulimit -S -f 8; export DOTNET_EnableWriteXorExecute=0; exec \"$@\"", "bash",
            Path.Combine(AppContext.BaseDirectory, "claude-metrics-simulator"), "relay", "--listen", "0", "--record", file);
        var url = await UrlAsync(program);
        using var client = new HttpClient();
        var text = new string('x', 1000);
        var acknowledged = 0;
        while (true)
        {
            using var content = new StringContent($$$"""{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"{{{text}}}"}}]}]}]}""", Encoding.UTF8, "application/json");
            using var answer = await client.PostAsync($"{url}/v1/logs", content, TestContext.Current.CancellationToken);
            if (answer.StatusCode != HttpStatusCode.OK) break;
            Assert.InRange(++acknowledged, 1, 8);
        }

        await program.Process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        Assert.Equal(acknowledged, (await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken)).Length);
        Assert.EndsWith("}\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task<string> UrlAsync(RunningProgram program)
    {
        var greeting = await program.PollAsync("greeting", () => Task.FromResult(program.Written.Contains("Ctrl-C", StringComparison.Ordinal) ? program.Written : null));
        return Regex.Match(greeting, @"http://localhost:\d+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
    }
}
