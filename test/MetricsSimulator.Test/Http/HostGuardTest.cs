using System.Globalization;
using System.Net;
using MetricsSimulator.Cli.Http;
using Microsoft.AspNetCore.Http;

namespace MetricsSimulator.Test.Http;

public sealed class HostGuardTest
{
    private const string Machine = "desk.office.example";

    [Theory]
    [InlineData("127.0.0.1:9090", 200)]
    [InlineData("10.0.0.5:9090", 200)]
    [InlineData("[::1]:9090", 200)]
    [InlineData("[fe80::1]", 200)]
    [InlineData("localhost:9090", 200)]
    [InlineData("run.localhost:9090", 200)]
    [InlineData("RUN.LOCALHOST", 200)]
    [InlineData("simulator:9090", 200)]
    [InlineData("desk.office.example:9090", 200)]
    [InlineData("Desk.Office.Example", 200)]
    [InlineData("", 200)]
    [InlineData("evil.example:9090", 403)]
    [InlineData("evil.example.:9090", 403)]
    [InlineData("evil.", 403)]
    [InlineData("localhost.evil.example", 403)]
    [InlineData("www.evillocalhost", 403)]
    [InlineData("127.0.0.1.evil.example", 403)]
    [InlineData("desk.office.example.evil.example", 403)]
    [InlineData("office.example", 403)]
    public void Without_a_token_a_run_is_shown_only_under_names_that_nobody_can_register(string host, int status) =>
        Assert.Equal(status, Status(new HostGuard(new ControlGuard("localhost", null), isForEveryName: false, Machine), host));

    [Fact]
    public void Who_sends_the_token_may_ask_under_every_name()
    {
        var guard = new HostGuard(new ControlGuard("localhost", "s3cret"), isForEveryName: false, Machine);
        Assert.Equal(403, Status(guard, "quiz.example"));
        Assert.Equal(200, Status(guard, "quiz.example", "Bearer s3cret"));
    }

    [Fact]
    public async Task Every_path_but_the_metrics_the_health_and_the_files_of_the_page_is_refused_under_a_foreign_name()
    {
        await using var server = await RunningServer.StartAsync();
        var shown = new List<string>();
        foreach (var route in server.Endpoints.Routes)
        {
            using var response = await server.Client.SendAsync(Foreign(route.Path.Replace("{id}", "i1", StringComparison.Ordinal)));
            if (response.StatusCode == HttpStatusCode.Forbidden) continue;
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            shown.Add(route.Path);
        }

        Assert.Equal(["/", "/metrics", "/health", "/page.js", "/page.css"], shown);
    }

    [Fact]
    public async Task The_refusal_says_what_was_found_what_is_allowed_and_what_to_do()
    {
        await using var server = await RunningServer.StartAsync();
        using var refused = await server.Client.SendAsync(Foreign("/config"));
        var detail = (await AnomaliesEndpointTest.ProblemAsync(refused, HttpStatusCode.Forbidden)).GetProperty("detail").GetString()!;
        Assert.Contains("got 'evil.example'", detail, StringComparison.Ordinal);
        Assert.Contains("must be an IP address, localhost, a name that ends in .localhost, a name without a dot", detail, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{server.Port}/config"), detail, StringComparison.Ordinal);
        Assert.Contains("SIMULATOR_TOKEN", detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, HttpStatusCode.OK)]
    [InlineData(true, HttpStatusCode.Forbidden)]
    public async Task A_token_of_the_user_permits_every_name_and_a_drawn_one_does_not(bool isDrawn, HttpStatusCode status)
    {
        await using var server = await RunningServer.StartAsync(RunningServer.Read(null), change: options => options with { Token = "s3cret", IsTokenDrawn = isDrawn });
        using var response = await server.Client.SendAsync(Foreign("/config"));
        Assert.Equal(status, response.StatusCode);
    }

    private static HttpRequestMessage Foreign(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = "evil.example";
        return request;
    }

    private static int Status(HostGuard guard, string host, string? authorization = null)
    {
        var context = new DefaultHttpContext();
        context.Request.Host = new HostString(host);
        if (authorization is not null) context.Request.Headers.Authorization = authorization;
        return guard.Refusal(context, "/config")?.Status ?? 200;
    }
}
