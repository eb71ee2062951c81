using System.Net;
using System.Net.Sockets;
using System.Text;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

/// <summary><c>score --prometheus-url</c> with servers that answer something else than a Prometheus, and with wrong options.</summary>
public sealed class ScoreOwnHistoryTest
{
    private const string Incidents = "start,end,kind\n2026-01-06T00:00:00Z,2026-01-06T00:05:00Z,disk_full\n";
    private const string Series = """{"status":"success","data":[{"__name__":"up","job":"a"}]}""";

    [Theory]
    [InlineData("401 Unauthorized", "text/plain", "Unauthorized", "answers 401 Unauthorized to /api/v1/series. Give a user and a password in the address, as in http://user:password@host:9090, or a token in SIMULATOR_PROMETHEUS_TOKEN.")]
    [InlineData("404 Not Found", "text/html", "<html>", "answers 404 Not Found to /api/v1/series. Give the address of a Prometheus, with the path below which /api/v1 lies.")]
    [InlineData("503 Service Unavailable", "text/plain", "Service Unavailable", "answers 503 Service Unavailable to /api/v1/series, with text/plain and not JSON. ")]
    [InlineData("200 OK", "text/html", "<html>", "answers 200 OK to /api/v1/series, with text/html and not JSON. ")]
    [InlineData("200 OK", "application/json", "{}", "is not that of a Prometheus, or broke off: it has no status.")]
    [InlineData("200 OK", "application/json", """{"status":"success","data":null}""", "is not that of a Prometheus, or broke off: its data is null, and should be a list.")]
    [InlineData("200 OK", "application/json", """{"status":"success"}""", "is not that of a Prometheus, or broke off: its data is missing, and should be a list.")]
    [InlineData("200 OK", "application/json", Series + "more", "is not that of a Prometheus, or broke off: ")]
    [InlineData("200 OK", "application/json", """{"status":"success","da""", "is not that of a Prometheus, or broke off: ")]
    [InlineData("200 OK", "application/json", """{"status":"success","da""", "broke off an answer: ", 100)]
    public async Task A_server_that_does_not_answer_as_a_Prometheus_gets_one_line(string status, string type, string body, string expected, int missing = 0)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var answered = AnswerAsync(server, $"HTTP/1.1 {status}\r\nContent-Type: {type}\r\nContent-Length: {body.Length + missing}\r\nConnection: close\r\n\r\n{body}");
        var ran = await ScoreAsync($"http://user:secret@localhost:{((IPEndPoint)server.LocalEndpoint).Port}", Incidents);
        Assert.Equal((1, ""), (ran.Status, ran.Output));
        Assert.Contains(expected, ran.Error, StringComparison.Ordinal);
        Assert.Matches("^--prometheus-url: .*\n$", ran.Error);
        Assert.DoesNotContain("secret", ran.Error, StringComparison.Ordinal);
        Assert.Contains($"Authorization: Basic {Convert.ToBase64String("user:secret"u8)}", await answered, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:9", "--seeds 3", "--seeds: cannot be combined with --prometheus-url, which judges a history that is already there. Leave out one of the two.\n")]
    [InlineData("http://localhost:9", "--scenario normal", "--scenario: cannot be combined with --prometheus-url, which judges")]
    [InlineData("http://localhost:9", "--incidents-per-day 2", "--incidents-per-day: cannot be combined with --prometheus-url, because precision is known only where there is a clean twin.")]
    [InlineData("http://localhost:9", "--require false_per_day<=1", "--require: false_per_day needs the same history without incidents, and there is none here.")]
    [InlineData("http://localhost:9", "--start 2026-01-08T00:00:00Z", "--start: must lie before the end of the last incident, 2026-01-06T00:10:00Z, got 2026-01-08T00:00:00Z.\n")]
    [InlineData("http://localhost:9", "--duration 400d", "--duration: must be at most 8784h, got 9600h.\n")]
    [InlineData("localhost:9", "--grace 5m", "--prometheus-url: must be an address like http://localhost:9090, got 'localhost:9'.\n")]
    public async Task Options_that_do_not_fit_are_refused(string url, string options, string expected)
    {
        var ran = await ScoreAsync(url, Incidents, options.Split(' '));
        Assert.Equal((2, ""), (ran.Status, ran.Output));
        Assert.Contains(expected, ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "incidents: has no incidents.\n  Each incident needs start, end and kind, as in what 'truth --format incidents' writes.\n")]
    [InlineData("start,end\n2026-01-06T00:00:00Z,2026-01-06T00:05:00Z\n", "incidents:2:1: needs kind, found start, end.\n")]
    [InlineData("start,end,kind\n2026-01-06,2026-01-06T00:05:00Z,a\n", "incidents:2:1: start must be a time with an offset like 2026-01-01T00:00:00Z, or the seconds since 1970, got '2026-01-06'.\n")]
    [InlineData("start,end,kind\n20,10,a\n1,2\n", "incidents:2:1: end must not lie before start, got 10.\nincidents:3:1: has 2 cells, and the header has 3.\n2 errors; nothing was scored.\n")]
    [InlineData("start,end,kind\n1,2,\"a\n", "incidents:2:1: a cell in quotes must end with a quote, before a comma or the end of the line. Write a quote inside it twice.\n")]
    [InlineData("[{\"start\": 1, \"end\": 2}]", "incidents:1:2: needs kind, found start, end.\n")]
    [InlineData("[{\"start\": 1,\n \"end\": 2 \"kind\"}]", "incidents:2:11: not valid JSON: ")]
    [InlineData("[1]", "incidents:1:2: must be an object with fields, got 1.\n")]
    [InlineData("- {start: 1, end: 2}\n", "incidents:1:3: needs kind, found start, end.\n")]
    [InlineData("a: 1\n", "must be a list, JSON, or comma-separated values with a header line, got a map")]
    public async Task A_file_of_incidents_that_is_wrong_is_refused_with_place_and_what_was_found(string incidents, string expected)
    {
        var ran = await ScoreAsync("http://localhost:9", incidents);
        Assert.Equal((2, ""), (ran.Status, ran.Output));
        Assert.Contains(expected, string.Join('\n', ran.Error.Split('\n').Select(line => line[(line.IndexOf("/incidents:", StringComparison.Ordinal) + 1)..])), StringComparison.Ordinal);
    }

    private static async Task<Ran> ScoreAsync(string url, string incidents, params string[] options)
    {
        using var folder = new TemporaryFolder();
        return await Ran.Async([
            "score", folder.Write("rules.yml", "groups: [{name: a, rules: [{alert: Down, expr: up == 0}]}]"), "--prometheus-url", url, "--incidents", folder.Write("incidents", incidents), .. options]);
    }

    private static async Task<string> AnswerAsync(TcpListener server, string answer)
    {
        using var client = await server.AcceptTcpClientAsync();
        var stream = client.GetStream();
        var request = new StringBuilder();
        var buffer = new byte[4096];
        // The body follows the headers, and has the name of the selector.
        while (!request.ToString().Contains("end=", StringComparison.Ordinal) && await stream.ReadAsync(buffer) is > 0 and var read) request.Append(Encoding.ASCII.GetString(buffer, 0, read));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        return request.ToString();
    }
}
