using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Server;

/// <summary>The keys of an item of <c>server.endpoints</c>.</summary>
internal static class EndpointKeys
{
    public static readonly Key<string> Path = new("path", ValueKinds.Text, "", $"The path of the endpoint: {ServedEndpoint.List("or", "`")}.")
    {
        AbsentText = "must be given",
        Rule = OneOf([.. ServedEndpoint.All.Select(endpoint => endpoint.Path)]),
    };

    public static readonly Key<string> Method = new("method", ValueKinds.Text, "GET", "The method: `GET`.") { Rule = OneOf("GET") };

    public static readonly Key<string> ContentType = new("content_type", ValueKinds.Text, "", "The content type of the answer.")
    {
        AbsentText = "the endpoint's own",
    };

    public static readonly Key<Cursor> Response = new("response", new AnythingKind(), null!, "What the answer looks like. Only for people who read the file; the simulator ignores it.")
    {
        AbsentText = "nothing",
    };

    public static readonly KeyTable Table = new("endpoint", "server.endpoints[]", "One endpoint.", [Path, Method, ContentType, Response])
    {
        Required = [Path],
        Constraints =
        [
            .. ServedEndpoint.All.Select(endpoint => JsonSchema.Of(("if", JsonSchema.HasWord("path", endpoint.Path)), ("then", JsonSchema.Of(("properties", JsonSchema.Of(
                ("content_type", JsonSchema.OrNull(JsonSchema.Of(("enum", JsonSchema.Texts(endpoint.ContentTypes))))))))))),
        ],
    };

    // The reader checks the words, together with the content types of each endpoint.
    private static ValueRule<string> OneOf(params string[] words) => new(static _ => null, JsonSchema.Of(("enum", JsonSchema.Texts(words))));
}
