using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MetricsSimulator.Cli.Http;
using Microsoft.AspNetCore.Http;

namespace MetricsSimulator.Test.Http;

public sealed class ControlGuardTest
{
    private const string Token = "s3cret";

    [Theory]
    [InlineData("localhost:9090", null, "127.0.0.1", 200)]
    [InlineData("LOCALHOST:9090", null, "127.0.0.1", 200)]
    [InlineData("127.0.0.1:9090", null, "127.0.0.2", 200)]
    [InlineData("[::1]:9090", null, "::1", 200)]
    [InlineData("localhost:9090", null, "::ffff:127.0.0.1", 200)]
    [InlineData("10.0.0.5:9090", null, "127.0.0.1", 200)]
    [InlineData("localhost:9090", "http://localhost:9090", "127.0.0.1", 200)]
    [InlineData("127.0.0.1:9090", "http://localhost:9090", "127.0.0.1", 200)]
    [InlineData("localhost", "http://localhost", "127.0.0.1", 200)]
    [InlineData("localhost:9090", null, "10.0.0.7", 403)]
    [InlineData("localhost:9090", null, "::ffff:10.0.0.7", 403)]
    [InlineData("localhost:9090", null, null, 403)]
    [InlineData("evil.example:9090", null, "127.0.0.1", 403)]
    [InlineData("localhost.evil.example:9090", null, "127.0.0.1", 403)]
    [InlineData("localhost.:9090", null, "127.0.0.1", 403)]
    [InlineData("", null, "127.0.0.1", 403)]
    [InlineData("evil.example:9090", "http://evil.example:9090", "127.0.0.1", 403)]
    [InlineData("localhost:9090", "http://evil.example", "127.0.0.1", 403)]
    [InlineData("localhost:9090", "https://evil.example:9090", "127.0.0.1", 403)]
    [InlineData("localhost:9090", "http://localhost:3000", "127.0.0.1", 403)]
    [InlineData("localhost:9090", "null", "127.0.0.1", 403)]
    [InlineData("localhost:9090", "file://localhost:9090", "127.0.0.1", 403)]
    public void Without_a_token_only_this_machine_by_its_own_names_may_change_anything(string host, string? origin, string? remote, int status) =>
        Assert.Equal(status, Status(new ControlGuard("10.0.0.5", null), host, origin, remote));

    [Theory]
    [InlineData("Forwarded", "for=10.0.0.7")]
    [InlineData("X-Forwarded-For", "10.0.0.7")]
    [InlineData("x-forwarded-host", "simulator.example")]
    [InlineData("X-Forwarded-Proto", "http")]
    [InlineData("X-Real-IP", "127.0.0.1")]
    [InlineData("Via", "1.1 proxy")]
    public void What_a_proxy_passed_on_needs_a_token(string header, string value)
    {
        Assert.Equal(403, Status(new ControlGuard("localhost", null), "localhost:9090", null, "127.0.0.1", header: (header, value)));
        Assert.Equal(200, Status(new ControlGuard("localhost", Token), "localhost:9090", null, "127.0.0.1", "Bearer " + Token, (header, value)));
    }

    [Fact]
    public async Task A_token_beyond_ASCII_is_known_by_its_bytes()
    {
        await using var server = await RunningServer.StartAsync(token: "gehört");
        Assert.Equal(401, await StatusAsync("gehôrt"));
        Assert.Equal(400, await StatusAsync("gehört"));

        async Task<int> StatusAsync(string token)
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, server.Port);
            await using var stream = client.GetStream();
            await stream.WriteAsync(Encoding.UTF8.GetBytes(
                $"POST /api/v1/anomalies HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}"));
            using var reader = new StreamReader(stream);
            return int.Parse((await reader.ReadLineAsync())!.Split(' ')[1], CultureInfo.InvariantCulture);
        }
    }

    [Theory]
    [InlineData("Bearer s3cret", "localhost:9090", null, "127.0.0.1", 200)]
    [InlineData("Bearer s3cret", "localhost:9090", null, "10.0.0.7", 200)]
    [InlineData("bearer s3cret", "localhost:9090", null, "10.0.0.7", 200)]
    [InlineData("Bearer s3cret", "simulator.example", null, "10.0.0.7", 200)]
    [InlineData("Bearer s3cret", "simulator.example", "https://simulator.example", "10.0.0.7", 200)]
    [InlineData("Bearer s3cret", "simulator.example", "https://evil.example", "10.0.0.7", 403)]
    [InlineData("Bearer s3cret", "localhost:9090", "http://evil.example", "127.0.0.1", 403)]
    [InlineData(null, "localhost:9090", null, "127.0.0.1", 401)]
    [InlineData("Bearer s3cre", "localhost:9090", null, "127.0.0.1", 401)]
    [InlineData("Bearer s3cret2", "localhost:9090", null, "127.0.0.1", 401)]
    [InlineData("Bearer S3CRET", "localhost:9090", null, "127.0.0.1", 401)]
    [InlineData("Bearer ", "localhost:9090", null, "127.0.0.1", 401)]
    [InlineData("Basic s3cret", "localhost:9090", null, "127.0.0.1", 401)]
    [InlineData("s3cret", "localhost:9090", null, "127.0.0.1", 401)]
    public void With_a_token_whoever_shows_it_may_change_something_but_no_foreign_page(string? authorization, string host, string? origin, string remote, int status) =>
        Assert.Equal(status, Status(new ControlGuard("localhost", Token), host, origin, remote, authorization));

    [Fact]
    public void An_empty_token_is_none() => Assert.Equal(403, Status(new ControlGuard("localhost", ""), "localhost", null, "10.0.0.7", "Bearer "));

    [Fact]
    public async Task The_server_asks_for_its_token_and_lets_everybody_read()
    {
        await using var server = await RunningServer.StartAsync(token: Token);
        using var refused = await server.SendJsonAsync(HttpMethod.Put, "/api/v1/scenario", """{"name":"normal"}""");
        await AnomaliesEndpointTest.ProblemAsync(refused, HttpStatusCode.Unauthorized);
        Assert.Equal("Bearer", refused.Headers.WwwAuthenticate.Single().Scheme);
        using var read = await server.SendAsync(HttpMethod.Get, "/api/v1/scenario");
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        server.Client.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        using var taken = await server.SendJsonAsync(HttpMethod.Put, "/api/v1/scenario", """{"name":"normal"}""");
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Origin", "http://evil.example")]
    public async Task The_server_refuses_changes_of_a_foreign_page(string header, string value)
    {
        await using var server = await RunningServer.StartAsync();
        foreach (var (method, path) in ((string, string)[])[("POST", "/api/v1/anomalies"), ("DELETE", "/api/v1/anomalies/i1"), ("PUT", "/api/v1/scenario"), ("OPTIONS", "/api/v1/scenario")])
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Headers.TryAddWithoutValidation(header, value);
            using var response = await server.Client.SendAsync(request);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        }
    }

    private static int Status(ControlGuard guard, string host, string? origin, string? remote, string? authorization = null, (string Name, string Value)? header = null)
    {
        var context = new DefaultHttpContext();
        context.Request.Host = new HostString(host);
        if (origin is not null) context.Request.Headers.Origin = origin;
        if (authorization is not null) context.Request.Headers.Authorization = authorization;
        if (header is var (name, value)) context.Request.Headers[name] = value;
        context.Connection.RemoteIpAddress = remote is null ? null : IPAddress.Parse(remote);
        return guard.Refusal(context)?.Status ?? 200;
    }
}
