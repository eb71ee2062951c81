using System.Text;
using System.Text.Json.Nodes;
using MetricsSimulator.Cli.Http;
using MetricsSimulator.Test.Http;

namespace MetricsSimulator.Test.Documentation;

/// <summary>The page about the HTTP API lists every path, and its requests get the answers that it shows.</summary>
public sealed class HttpApiPageTest
{
    private static readonly MarkdownPage Page = MarkdownPage.Read("docs/http-api.md");

    [Fact]
    public async Task Every_path_of_the_server_has_a_section()
    {
        await using var server = await RunningServer.StartAsync();
        var paths = new Endpoints(server.Live, server.Clock, new ServeOptions(server.Clock)).Routes.Select(route => route.Path);
        var sections = Page.Text.Split('\n').Where(line => line.StartsWith("## `", StringComparison.Ordinal)).Select(line => line[4..^1]);

        Assert.Equal(paths.Order(StringComparer.Ordinal), sections.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_request_gets_the_answer_that_the_page_shows()
    {
        await using var server = await RunningServer.StartAsync(scenario: "everyday");
        var blocks = Page.Blocks.Where(block => block.Language is "http" or "json").ToArray();
        Assert.NotEmpty(blocks);
        foreach (var pair in blocks.Chunk(2))
        {
            Assert.Equal(["http", "json"], pair.Select(block => block.Language));
            using var answer = await server.Client.SendAsync(RequestOf(pair[0]), TestContext.Current.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

            Assert.Equal(pair[1].Setting("status"), ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture));
            Assert.True(IsPart(JsonNode.Parse(string.Join('\n', pair[1].Lines)), JsonNode.Parse(text)), $"{pair[0].Lines[0]} gives {text}");
        }
    }

    [Theory]
    [InlineData("""{"a": [1, 3]}""", """{"a": [1, 2, 3], "b": 4}""", true)]
    [InlineData("""{"a": [3, 1]}""", """{"a": [1, 2, 3]}""", false)]
    [InlineData("""{"a": 1, "c": null}""", """{"a": 1}""", false)]
    [InlineData("""{"a": {"b": "x"}}""", """{"a": {"b": "y"}}""", false)]
    public void A_part_has_some_of_the_fields_and_elements_in_their_order(string part, string whole, bool expected) =>
        Assert.Equal(expected, IsPart(JsonNode.Parse(part), JsonNode.Parse(whole)));

    private static HttpRequestMessage RequestOf(MarkdownBlock block)
    {
        var words = block.Lines[0].Split(' ');
        var request = new HttpRequestMessage(new HttpMethod(words[0]), words[1]);
        var body = string.Join('\n', block.Lines.SkipWhile(line => line.Length > 0).Skip(1));
        if (body.Length > 0) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return request;
    }

    private static bool IsPart(JsonNode? part, JsonNode? whole) => (part, whole) switch
    {
        (JsonObject shown, JsonObject got) => shown.All(field => got.TryGetPropertyValue(field.Key, out var value) && IsPart(field.Value, value)),
        (JsonArray shown, JsonArray got) => Follow(shown, got),
        _ => JsonNode.DeepEquals(part, whole),
    };

    private static bool Follow(JsonArray shown, JsonArray got)
    {
        var next = 0;
        foreach (var element in got)
            if (next < shown.Count && IsPart(shown[next], element)) next++;
        return next == shown.Count;
    }
}
