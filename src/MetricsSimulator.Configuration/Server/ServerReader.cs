using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Server;

/// <summary>Reads the block <c>server</c>.</summary>
internal static class ServerReader
{
    public static ServerConfiguration Read(Block block)
    {
        if (block.CursorOf(ServerKeys.Endpoints) is { } endpoints) ReadEndpoints(endpoints);
        return new ServerConfiguration(block.Value(ServerKeys.Host), (int)block.Value(ServerKeys.Port), block.Value(ServerKeys.Timestamps));
    }

    private static void ReadEndpoints(Cursor at)
    {
        if (at.Node is ScalarNode { IsEmpty: true }) return;
        if (at.Node is not ListNode list)
        {
            at.ReportMismatch("a list of endpoints");
            return;
        }

        for (var i = 0; i < list.Items.Length; i++)
            if (EndpointKeys.Table.Read(at.Enter(i, list.Items[i])) is { } endpoint) Check(endpoint);
    }

    private static void Check(Block endpoint)
    {
        if (endpoint.CursorOf(EndpointKeys.Method) is { } method && !endpoint.IsBroken(EndpointKeys.Method) && endpoint.Value(EndpointKeys.Method) != "GET")
            method.Report($"must be GET, got '{endpoint.Value(EndpointKeys.Method)}'");
        if (endpoint.CursorOf(EndpointKeys.Path) is not { } path)
        {
            endpoint.At.Report($"needs a path: {ServedEndpoint.List("or")}");
            return;
        }

        if (endpoint.IsBroken(EndpointKeys.Path)) return;
        var known = ServedEndpoint.All.FirstOrDefault(one => one.Path == endpoint.Value(EndpointKeys.Path));
        if (known is null)
        {
            var found = endpoint.Value(EndpointKeys.Path);
            path.Report($"must be {ServedEndpoint.List("or")}, got '{found}'{Spelling.Suggestion(found, ServedEndpoint.All.Select(one => one.Path))}");
        }
        else if (endpoint.CursorOf(EndpointKeys.ContentType) is { } type && !endpoint.IsBroken(EndpointKeys.ContentType)
            && !known.ContentTypes.Contains(endpoint.Value(EndpointKeys.ContentType), StringComparer.Ordinal))
        {
            type.Report($"must be '{string.Join("' or '", known.ContentTypes)}', got '{endpoint.Value(EndpointKeys.ContentType)}'");
        }
    }
}
