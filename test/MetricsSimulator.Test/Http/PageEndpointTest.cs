using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;

namespace MetricsSimulator.Test.Http;

public sealed class PageEndpointTest
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

    [Fact]
    public async Task A_browser_gets_the_page_and_every_other_client_the_list()
    {
        await using var server = await RunningServer.StartAsync();
        using var page = await server.SendAsync(HttpMethod.Get, "/", Browser);
        Assert.Contains("<script src=\"page.js\"", await page.Content.ReadAsStringAsync());
        foreach (var (path, accept) in new[] { ("/", null), ("/", "*/*"), ("/", "application/json"), ("/", "text/html;q=0"), ("/?list", Browser) })
        {
            using var list = await server.SendAsync(HttpMethod.Get, path, accept);
            Assert.Contains("<li><a href=\"metrics\">/metrics</a>", await list.Content.ReadAsStringAsync());
            Assert.Contains("Accept", list.Headers.Vary);
        }
    }

    [Theory]
    [InlineData("/", "text/html; charset=utf-8", "<!doctype html>")]
    [InlineData("/page.js", "text/javascript; charset=utf-8", "MIT License")]
    [InlineData("/page.css", "text/css; charset=utf-8", ".uplot")]
    public async Task A_file_of_the_page_is_compressed_if_the_client_reads_gzip_and_plain_if_not(string path, string type, string part)
    {
        await using var server = await RunningServer.StartAsync();
        using var plain = await server.SendAsync(HttpMethod.Get, path, Browser);
        using var compressed = await server.SendAsync(HttpMethod.Get, path, Browser, acceptEncoding: "gzip, br");
        var text = await plain.Content.ReadAsStringAsync();
        Assert.Contains(part, text);
        Assert.Empty(plain.Content.Headers.ContentEncoding);
        Assert.Equal("gzip", compressed.Content.Headers.ContentEncoding.Single());
        using var reader = new StreamReader(new GZipStream(await compressed.Content.ReadAsStreamAsync(), CompressionMode.Decompress));
        Assert.Equal(text, await reader.ReadToEndAsync());
        foreach (var answer in new[] { plain, compressed })
        {
            Assert.Equal(type, answer.Content.Headers.ContentType!.ToString());
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        }

        Assert.NotEqual(plain.Headers.ETag, compressed.Headers.ETag);
    }

    [Fact]
    public async Task A_browser_that_has_the_file_gets_304_without_a_body()
    {
        await using var server = await RunningServer.StartAsync();
        using var first = await server.SendAsync(HttpMethod.Get, "/page.js", acceptEncoding: "gzip");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/page.js");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip");
        request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"other\""));
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await server.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync());

        using var other = new HttpRequestMessage(HttpMethod.Get, "/page.js");
        other.Headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"other\""));
        using var third = await server.Client.SendAsync(other);
        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
    }

    [Fact]
    public async Task The_policy_admits_nothing_from_elsewhere_and_nothing_inline()
    {
        await using var server = await RunningServer.StartAsync();
        using var page = await server.SendAsync(HttpMethod.Get, "/", Browser);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single().Split("; ").Select(directive => directive.Split(' ')).ToDictionary(words => words[0], words => words[1..]);
        Assert.Equal(["'none'"], policy["default-src"]);
        foreach (var name in (string[])["script-src", "style-src", "connect-src"]) Assert.Equal(["'self'"], policy[name]);
        foreach (var name in (string[])["base-uri", "form-action", "frame-ancestors"]) Assert.Equal(["'none'"], policy[name]);
        Assert.DoesNotContain(policy.Values.SelectMany(values => values), value => value.Contains("unsafe", StringComparison.Ordinal) || value.Contains('*', StringComparison.Ordinal));
    }
}
