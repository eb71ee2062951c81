using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Server;

/// <summary>The keys of an item of <c>server.endpoints</c>.</summary>
internal static class EndpointKeys
{
    public static readonly Key<string> Path = new("path", ValueKinds.Text, "", "The path of the endpoint: `/metrics`, `/health` or `/config`.")
    {
        AbsentText = "must be given",
    };

    public static readonly Key<string> Method = new("method", ValueKinds.Text, "GET", "The method: `GET`.");

    public static readonly Key<string> ContentType = new("content_type", ValueKinds.Text, "", "The content type of the answer.")
    {
        AbsentText = "the endpoint's own",
    };

    public static readonly Key<Cursor> Response = new("response", new NodeKind("anything"), null!, "What the answer is like; for the reader of the file, and not used.")
    {
        AbsentText = "nothing",
    };

    public static readonly KeyTable Table = new("server.endpoints[]", "One endpoint.", [Path, Method, ContentType, Response]);
}
