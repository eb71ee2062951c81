using System.Globalization;
using System.Text.RegularExpressions;
using MetricsSimulator.Cli.Commands;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Test.Push;
using MetricsSimulator.Test.Tools;
using Microsoft.AspNetCore.Http;

namespace MetricsSimulator.Test.Commands;

public sealed partial class RemoteWriteTest
{
    private const string End = "2026-01-01T05:00:00Z";

    // Series come and go in it.
    private static readonly string[] Selection = ["--duration", "3h", "--end", End, "--seed", "5", "--scenario", "anomaly_detection", "--label", "job=x"];

    [Fact]
    public async Task A_receiver_gets_the_samples_of_generate_once_and_in_order()
    {
        await using var receiver = await Receiver.StartAsync();
        var ran = await SendAsync(receiver, Selection);
        Assert.True(ran.Status == 0, ran.Error);
        var expected = await ExpectedAsync();
        Assert.Equal(expected, SentSamples.Of(receiver));
        Assert.Contains("stale", expected.Values);
        Assert.All(receiver.Samples.Values, sample => Assert.Equal(1, sample.Times));
        Assert.False(receiver.IsOutOfOrder);
        Assert.Matches(
            $@"(^|\n){expected.Count:N0} samples in [0-9.]+ s \([0-9.,]+( million)?/s\): [0-9,]+ bytes to {Regex.Escape(receiver.Url.ToString())}, [0-9.]+ a sample\.\n$", ran.Error);
    }

    [Fact]
    public async Task An_earlier_start_moves_the_paths_and_not_what_is_sent()
    {
        await using var receiver = await Receiver.StartAsync();
        var ran = await SendAsync(receiver, "--duration", "1h", "--end", End, "--seed", "5", "--start", "2026-01-01T02:00:00Z");
        Assert.True(ran.Status == 0, ran.Error);
        var from = DateTimeOffset.Parse(End, CultureInfo.InvariantCulture).AddHours(-1).ToUnixTimeMilliseconds();
        var expected = await ExpectedAsync("--start", "2026-01-01T02:00:00Z");
        Assert.Equal(expected.Where(sample => sample.Key.Timestamp >= from), SentSamples.Of(receiver));
    }

    [Fact]
    [Trait("takes", "seconds")]
    public async Task A_receiver_of_all_shards_has_each_sample_of_the_whole_run_once()
    {
        await using var receiver = await Receiver.StartAsync();
        foreach (var shard in (string[])["0/3", "1/3", "2/3"])
        {
            var ran = await SendAsync(receiver, [.. Selection, "--shard", shard]);
            Assert.True(ran.Status == 0, ran.Error);
        }

        Assert.Equal(await ExpectedAsync(), SentSamples.Of(receiver));
        Assert.All(receiver.Samples.Values, sample => Assert.Equal(1, sample.Times));
    }

    [Fact]
    [Trait("takes", "seconds")]
    public async Task A_refusal_half_way_is_told_with_the_options_that_go_on()
    {
        await using var refusing = await Receiver.StartAsync((number, context) => Refuse(context, number > 5));
        var ran = await SendAsync(refusing, Selection);
        Assert.Equal(ExitStatus.Failure, ran.Status);
        var rest = Rest().Match(ran.Error);
        Assert.True(rest.Success, ran.Error);
        Assert.Contains($"{refusing.Url} refuses the samples (HTTP 400: not today).\nEverything before 2026-01-01T0", ran.Error, StringComparison.Ordinal);

        await using var other = await Receiver.StartAsync();
        var again = await SendAsync(other, [.. rest.Groups[1].Value.Split(' '), "--scenario", "anomaly_detection", "--label", "job=x"]);
        Assert.True(again.Status == 0, again.Error);
        // The receiver acknowledges whole ticks, so samples that came with a refused one arrive twice.
        Assert.Equal(Keys(await ExpectedAsync()), Keys(SentSamples.Of(refusing)).Union(Keys(SentSamples.Of(other))).Order());
        Assert.DoesNotContain(SentSamples.Of(other).Keys, key => key.Timestamp == FirstTimestamp());
    }

    [Fact]
    [Trait("takes", "seconds")]
    public async Task The_same_command_goes_on_where_its_file_says()
    {
        using var folder = new TemporaryFolder();
        var refusing = true;
        await using var receiver = await Receiver.StartAsync((number, context) => Refuse(context, refusing && number > 5));
        string[] selection = ["--duration", "3h", "--seed", "5", "--scenario", "anomaly_detection", "--label", "job=x", "--resume", folder.File("sent")];
        var first = await SendAsync(receiver, [.. selection, "--end", End]);
        Assert.Equal(ExitStatus.Failure, first.Status);
        Assert.EndsWith("is acknowledged. To continue, run the same command.\n", first.Error, StringComparison.Ordinal);
        var before = receiver.Requests.Count;

        refusing = false;
        // Neither the end nor the seed has to be repeated.
        var second = await SendAsync(receiver, [.. selection.Where(option => option is not ("--seed" or "5"))]);
        Assert.True(second.Status == 0, second.Error);
        Assert.Equal(await ExpectedAsync(), SentSamples.Of(receiver));
        Assert.Equal(1, receiver.Samples[receiver.Samples.Keys.Min()].Times);

        var requests = receiver.Requests.Count;
        Assert.True(requests > before);
        var third = await SendAsync(receiver, selection);
        Assert.Equal((ExitStatus.Success, $"{receiver.Url} has already acknowledged everything before {End}; there is nothing left to send.\n"), (third.Status, third.Error));
        Assert.Equal(requests, receiver.Requests.Count);
    }

    [Theory]
    [InlineData("--seed", "6")]
    [InlineData("--duration", "2h")]
    [InlineData("--end", "2026-01-01T04:00:00Z")]
    [InlineData("--label", "job=y")]
    [InlineData("--scenario", "normal")]
    [InlineData("--clean")]
    public async Task A_file_of_another_history_is_refused(params string[] other)
    {
        using var folder = new TemporaryFolder();
        await using var receiver = await Receiver.StartAsync();
        var begun = await SendAsync(receiver, "--duration", "1h", "--end", End, "--seed", "5", "--scenario", "anomaly_detection", "--label", "job=x", "--resume", folder.File("sent"));
        Assert.True(begun.Status == 0, begun.Error);
        var options = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--duration"] = "1h",
            ["--end"] = End,
            ["--seed"] = "5",
            ["--scenario"] = "anomaly_detection",
            ["--label"] = "job=x",
        };
        if (other.Length > 1) options[other[0]] = other[1];
        var ran = await SendAsync(receiver, [.. options.SelectMany(option => new[] { option.Key, option.Value }), "--resume", folder.File("sent"), .. other.Length == 1 ? other : []]);
        Assert.Equal(ExitStatus.BadInput, ran.Status);
        Assert.Equal(
            $"--resume: {folder.File("sent")} belongs to another history (seed 5, up to {End}, to {receiver.Url}). Use the same options as when it began, or another file.\n", ran.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("seed 5\n")]
    [InlineData("{}")]
    [InlineData("""{"identity":"x","receiver":"y","seed":5,"end":"today","acknowledged":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"identity":1,"receiver":"y","seed":-5,"end":"2026-01-01T00:00:00Z","acknowledged":"2026-01-01T00:00:00Z"}""")]
    public async Task A_file_that_is_something_else_is_refused_and_left(string text)
    {
        using var folder = new TemporaryFolder();
        await using var receiver = await Receiver.StartAsync();
        var path = folder.Write("sent", text);
        var ran = await SendAsync(receiver, [.. Selection, "--resume", path]);
        Assert.Equal(ExitStatus.BadInput, ran.Status);
        Assert.Equal($"--resume: {path} does not say how far a history was sent. Give another file, or remove it.\n", ran.Error);
        Assert.Equal(text, await File.ReadAllTextAsync(path));
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_ends_it_before_anything_is_sent()
    {
        using var folder = new TemporaryFolder();
        await using var receiver = await Receiver.StartAsync();
        var ran = await SendAsync(receiver, [.. Selection, "--resume", Path.Combine(folder.Path, "none", "sent")]);
        Assert.Equal(ExitStatus.Failure, ran.Status);
        Assert.StartsWith("--resume: ", ran.Error, StringComparison.Ordinal);
        Assert.Empty(receiver.Requests);
    }

    [Fact]
    public async Task Whoever_ends_it_is_told_how_it_goes_on()
    {
        using var stop = new CancellationTokenSource();
        await using var receiver = await Receiver.StartAsync((number, context) =>
        {
            if (number == 6) stop.Cancel();
            return Task.CompletedTask;
        });
        var ran = await SendAsync(receiver, Selection, stop: stop.Token);
        Assert.Equal(ExitStatus.Interrupted, ran.Status);
        Assert.Matches(Rest(), ran.Error);
    }

    [Fact]
    public async Task A_receiver_that_takes_no_old_samples_is_told_with_the_setting_that_helps()
    {
        await using var receiver = await Receiver.StartAsync((_, context) =>
        {
            context.Response.StatusCode = 500;
            return context.Response.WriteAsync("too old sample\n");
        });
        var ran = await SendAsync(receiver, Selection);
        Assert.Equal(ExitStatus.Failure, ran.Status);
        var hours = Math.Ceiling((TimeProvider.System.GetUtcNow() - DateTimeOffset.Parse(End, CultureInfo.InvariantCulture).AddHours(-3)).TotalHours);
        Assert.Matches(
            $"^{Regex.Escape(receiver.Url.ToString())} does not accept samples as old as those of 2026-01-01T02:00:00Z \\(HTTP 500: too old sample\\)\\. "
            + $"Let Prometheus accept them with 'storage: {{tsdb: {{out_of_order_time_window: ({hours + 1}|{hours + 2})h}}}}' in its configuration, or write blocks: --format blocks\\.\n"
            + "Nothing is acknowledged\\.\n$",
            ran.Error);
        Assert.InRange(receiver.Requests.Count, 1, 4);
    }

    [Fact]
    public async Task Credentials_are_shown_to_the_receiver_and_to_nobody_else()
    {
        await using var receiver = await Receiver.StartAsync((_, context) => Refuse(context, refuse: true));
        var ran = await SendAsync(receiver, Selection, credentials: new RemoteWriteCredentials("topsecret", null, null));
        Assert.All(receiver.Requests, request => Assert.Equal("Bearer topsecret", request.Headers.Authorization));
        Assert.DoesNotContain("topsecret", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--url: remote write needs a receiver, such as http://localhost:9090/api/v1/write.\n")]
    [InlineData("--url: must be an address like http://localhost:9090/api/v1/write, got 'ftp://x'.\n", "--url", "ftp://x")]
    [InlineData("--timeout: must be a number of seconds or a duration like 10s, 500ms or 1h30m, above 0 and at most 24h, got '0s'.\nSee 'claude-metrics-simulator backfill --help'.\n", "--url", "http://localhost/", "--timeout", "0s")]
    [InlineData("--give-up-after: must be a number of seconds or a duration like 10s, 500ms or 1h30m, above 0 and at most 24h, got '60d'.\nSee 'claude-metrics-simulator backfill --help'.\n", "--url", "http://localhost/", "--give-up-after", "60d")]
    [InlineData("--output: works only with --format blocks and openmetrics and csv, and --format is remote-write. Leave out one of the two.\n", "--url", "http://localhost/", "--output", "x")]
    public async Task Options_that_do_not_fit_are_refused(string expected, params string[] options)
    {
        var ran = await Ran.Async(["backfill", "--duration", "1h", "--format", "remote-write", .. options]);
        Assert.Equal((ExitStatus.BadInput, expected), (ran.Status, ran.Error));
    }

    [Fact]
    public async Task Credentials_that_do_not_fit_are_refused()
    {
        await using var receiver = await Receiver.StartAsync();
        var ran = await SendAsync(receiver, Selection, credentials: new RemoteWriteCredentials(null, null, "topsecret"));
        Assert.Equal((ExitStatus.BadInput, "SIMULATOR_REMOTE_WRITE_USER: must be set too when SIMULATOR_REMOTE_WRITE_PASSWORD is.\n"), (ran.Status, ran.Error));
    }

    [Fact]
    public async Task Headers_come_from_the_command_line_and_from_variables()
    {
        await using var receiver = await Receiver.StartAsync();
        var ran = await SendAsync(
            receiver, ["--duration", "1m", "--end", End, "--seed", "5", "--remote-write-header", "X-Scope-OrgID: team", "--remote-write-header-env", "Authorization=SECRET"],
            variable: name => name == "SECRET" ? "Token abc" : null);
        Assert.True(ran.Status == 0, ran.Error);
        Assert.All(receiver.Requests, request => Assert.Equal(("team", "Token abc"), (request.Headers["X-Scope-OrgID"].ToString(), request.Headers.Authorization.ToString())));
        Assert.NotEmpty(receiver.Requests);
    }

    [Theory]
    [InlineData("--remote-write-header: must be 'NAME: VALUE', got 'team'.", "--remote-write-header", "team")]
    [InlineData("--remote-write-header: the name of a header must be letters, digits and any of !#$%&'*+-.^_`|~, got 'X Scope'.", "--remote-write-header", "X Scope: team")]
    [InlineData("--remote-write-header: the value of X-Scope-OrgID must not be empty.", "--remote-write-header", "X-Scope-OrgID: ")]
    [InlineData("--remote-write-header: the value of X-Scope-OrgID must be visible ASCII, with spaces only inside.", "--remote-write-header", "X-Scope-OrgID: t\neam")]
    [InlineData("--remote-write-header: the value of X-Scope-OrgID must be visible ASCII, with spaces only inside.", "--remote-write-header", "X-Scope-OrgID: täam")]
    [InlineData("--remote-write-header: content-encoding is set by the simulator; choose another header.", "--remote-write-header", "content-encoding: gzip")]
    [InlineData("--remote-write-header-env: must be NAME=VARIABLE, the name of an environment variable, got 'Authorization'.", "--remote-write-header-env", "Authorization")]
    [InlineData("--remote-write-header-env: the environment variable UNSET must be set, because it is the value of Authorization.", "--remote-write-header-env", "Authorization=UNSET")]
    public async Task A_header_that_cannot_be_sent_is_refused(string expected, params string[] options)
    {
        var ran = await Ran.Async(["backfill", "--duration", "1h", "--format", "remote-write", "--url", "http://localhost/", .. options]);
        Assert.Equal((ExitStatus.BadInput, expected + "\nSee 'claude-metrics-simulator backfill --help'.\n"), (ran.Status, ran.Error));
    }

    [Fact]
    public async Task Headers_that_contradict_each_other_are_refused()
    {
        var twice = await Ran.Async(
            "backfill", "--duration", "1h", "--format", "remote-write", "--url", "http://localhost/", "--remote-write-header", "X-A: 1", "--remote-write-header", "x-a: 2");
        Assert.Equal((ExitStatus.BadInput, "--remote-write-header: X-A is given twice. Leave out one of them.\n"), (twice.Status, twice.Error));
        var both = await Ran.InAsync(
            context => context with { RemoteWrite = new RemoteWriteCredentials("token", null, null) },
            "backfill", "--duration", "1h", "--format", "remote-write", "--url", "http://localhost/", "--remote-write-header", "authorization: x");
        Assert.Equal(
            (ExitStatus.BadInput, "--remote-write-header: Authorization already comes from SIMULATOR_REMOTE_WRITE_TOKEN or SIMULATOR_REMOTE_WRITE_USER. Unset the variable, or leave out the header.\n"),
            (both.Status, both.Error));
        var alone = await Ran.Async("serve", "--port", "0", "--remote-write-header", "X-A: 1");
        Assert.Equal((ExitStatus.BadInput, "--remote-write-header: needs a receiver of remote write. Give --remote-write, or leave out the header.\n"), (alone.Status, alone.Error));
    }

    private static Task<Ran> SendAsync(Receiver receiver, params string[] options) => SendAsync(receiver, options, credentials: null);

    private static async Task<Ran> SendAsync(Receiver receiver, string[] options, RemoteWriteCredentials? credentials = null, Func<string, string?>? variable = null, CancellationToken stop = default)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var context = new ProgramContext(output, error, TimeProvider.System, ErrorIsTerminal: false, stop) { RemoteWrite = credentials ?? RemoteWriteCredentials.None, Variable = variable ?? (_ => null) };
        // This process also answers the request, so not all of its threads may wait.
        var status = await Task.Factory.StartNew(
            () => CommandLine.RunAsync(["backfill", "--format", "remote-write", "--url", receiver.Url.ToString(), .. options], context).GetAwaiter().GetResult(),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return new Ran(status, output.ToString(), error.ToString());
    }

    private static Task<SortedDictionary<(string Series, long Timestamp), string>> ExpectedAsync() =>
        ExpectedAsync("--scenario", "anomaly_detection", "--label", "job=x", "--start", "2026-01-01T02:00:00Z");

    private static async Task<SortedDictionary<(string Series, long Timestamp), string>> ExpectedAsync(params string[] options)
    {
        using var folder = new TemporaryFolder();
        var ran = await Ran.Async(["generate", "--scrape-series", "--format", "csv", "--output", folder.File("csv"), "--duration", "3h", "--seed", "5", .. options]);
        Assert.True(ran.Status == 0, ran.Error);
        return SentSamples.Expected(await File.ReadAllTextAsync(folder.File("csv")));
    }

    private static IEnumerable<string> Keys(SortedDictionary<(string Series, long Timestamp), string> samples) =>
        samples.Select(sample => string.Create(CultureInfo.InvariantCulture, $"{sample.Key.Series} {sample.Key.Timestamp} {sample.Value}")).Order();

    private static long FirstTimestamp() => DateTimeOffset.Parse(End, CultureInfo.InvariantCulture).AddHours(-3).ToUnixTimeMilliseconds();

    private static Task Refuse(HttpContext context, bool refuse)
    {
        if (!refuse) return Task.CompletedTask;
        context.Response.StatusCode = 400;
        return context.Response.WriteAsync("not today");
    }

    [GeneratedRegex(@"To continue, run the same command with (--seed 5 --start 2026-01-01T02:00:00Z --end 2026-01-01T05:00:00Z --duration [0-9hms]+)\.\n$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Rest();
}
