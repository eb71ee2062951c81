using System.Text.Json;

namespace MetricsSimulator.Configuration.Yaml;

/// <summary>Nodes of a JSON value, which has no places: the inverse of <see cref="JsonText"/>. Thread-safe.</summary>
internal static class JsonNodes
{
    /// <summary>The node of a value.</summary>
    public static Node Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => new MapNode(default, [.. json.EnumerateObject().Select(property => new MapEntry(property.Name, default, Of(property.Value)))]),
        JsonValueKind.Array => new ListNode(default, [.. json.EnumerateArray().Select(Of)]),
        JsonValueKind.String => ScalarNode.OfText(json.GetString()!),
        _ => ScalarNode.OfPlain(json.GetRawText()),
    };
}
