using System.Collections.Immutable;
using System.Text.Json;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Configuration.Yaml;

/// <summary>Makes nodes from a JSON value, which has no places: the inverse of <see cref="JsonText"/>.</summary>
internal static class JsonNodes
{
    /// <summary>The node of a value. A field that is given twice is an error, and so is text that is not Unicode.</summary>
    public static Node Of(JsonElement json, string path, ErrorList errors) => json.ValueKind switch
    {
        JsonValueKind.Object => ObjectOf(json, path, errors),
        JsonValueKind.Array => new ListNode(default, [.. json.EnumerateArray().Select((item, i) => Of(item, Cursor.Item(path, i), errors))]),
        JsonValueKind.String => ScalarNode.OfText(TextOf(json.GetString, path, errors)),
        _ => ScalarNode.OfPlain(json.GetRawText()),
    };

    private static MapNode ObjectOf(JsonElement json, string path, ErrorList errors)
    {
        var entries = ImmutableArray.CreateBuilder<MapEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject())
        {
            var name = TextOf(() => property.Name, path, errors);
            var below = Cursor.Below(path, name);
            if (names.Add(name)) entries.Add(new MapEntry(name, default, Of(property.Value, below, errors)));
            else errors.Add(default, below, "the field is given twice");
        }

        return new MapNode(default, entries.ToImmutable());
    }

    // JSON can escape half of a surrogate pair, but that is not text.
    private static string TextOf(Func<string?> read, string path, ErrorList errors)
    {
        try
        {
            return read()!;
        }
        catch (InvalidOperationException)
        {
            errors.Add(default, path, "the text holds half of a surrogate pair");
            return "";
        }
    }
}
