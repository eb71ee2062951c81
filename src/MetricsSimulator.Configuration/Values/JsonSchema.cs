using System.Globalization;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Values;

/// <summary>Makes parts of a JSON Schema, draft-07, as nodes.</summary>
internal static class JsonSchema
{
    /// <summary>A schema with these keywords.</summary>
    public static MapNode Of(params ReadOnlySpan<(string Keyword, Node Value)> keywords)
    {
        var entries = new MapEntry[keywords.Length];
        for (var i = 0; i < keywords.Length; i++) entries[i] = new MapEntry(keywords[i].Keyword, default, keywords[i].Value);
        return new MapNode(default, [.. entries]);
    }

    /// <summary>A schema that refers to the definition of a table.</summary>
    public static MapNode Reference(string definition) => Of(("$ref", Text($"#/definitions/{definition}")));

    /// <summary>The schema of one type, or of any of several.</summary>
    public static MapNode Type(params string[] types) => Of(("type", types.Length == 1 ? Text(types[0]) : Texts(types)));

    /// <summary>A condition: the key is given, and is one of these words.</summary>
    public static MapNode HasWord(string key, params string[] words) =>
        Of(("properties", Of((key, Of(("enum", Texts(words)))))), ("required", Texts(key)));

    public static MapNode Not(MapNode schema) => Of(("not", schema));

    public static MapNode Has(params string[] keys) => Of(("required", Texts(keys)));

    public static Node Text(string text) => ScalarNode.OfText(text);

    public static Node Texts(params IEnumerable<string> texts) => new ListNode(default, [.. texts.Select(Text)]);

    public static Node List(params IEnumerable<Node> items) => new ListNode(default, [.. items]);

    public static Node Number(double number) => ScalarNode.OfPlain(number.ToString("R", CultureInfo.InvariantCulture));

    public static Node Flag(bool flag) => ScalarNode.OfPlain(flag ? "true" : "false");

    /// <summary>The keywords of both. A keyword of the second replaces the same one of the first.</summary>
    public static MapNode Join(MapNode first, MapNode second) =>
        new(first.Place, [.. first.Entries.Where(entry => second.Find(entry.Name) is null), .. second.Entries]);

    /// <summary>The schema that allows null as well. A reference is left as it is, because its definition allows null itself.</summary>
    public static MapNode OrNull(MapNode schema)
    {
        var entries = schema.Entries.Select(entry => entry switch
        {
            { Name: "type", Value: ScalarNode type } => entry with { Value = Texts(type.Text, "null") },
            { Name: "type", Value: ListNode types } => entry with { Value = new ListNode(default, types.Items.Add(Text("null"))) },
            { Name: "enum", Value: ListNode words } => entry with { Value = new ListNode(default, words.Items.Add(ScalarNode.OfPlain("null"))) },
            _ => entry,
        });
        return new MapNode(schema.Place, [.. entries]);
    }
}
