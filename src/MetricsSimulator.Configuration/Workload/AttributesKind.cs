using System.Collections.Immutable;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Metrics;
using MetricsSimulator.Telemetry;

namespace MetricsSimulator.Configuration.Workload;

/// <summary>Resource attributes: names, each with a text.</summary>
internal sealed class AttributesKind : ValueKind<ImmutableArray<KeyValuePair<string, string>>>
{
    public static readonly AttributesKind Instance = new();

    public override string Description => "map of names to texts";

    public override MapNode Schema { get; } = JsonSchema.Of(
        ("type", JsonSchema.Text("object")),
        ("propertyNames", JsonSchema.Of(("pattern", JsonSchema.Text("^[A-Za-z_][A-Za-z0-9_.-]*$")))),
        ("additionalProperties", JsonSchema.Join(ValueKinds.Text.Schema, ValueRules.NonEmpty.Schema)));

    /// <summary>The rule that the name of an attribute breaks; null if it breaks none.</summary>
    public static string? NameViolation(string name)
    {
        if (name.Length == 0 || !(char.IsAsciiLetter(name[0]) || name[0] == '_') || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
            return Rule.Broken("must begin with a letter or _, and have letters, digits, dots, hyphens and _", name);
        var label = NameProfile.LabelOf(name);
        return LabelRules.NameViolation(label)
            ?? (TelemetryOptions.OwnLabels.Contains(label) ? Rule.Broken("must differ from the labels of Claude Code, of its resource and of a target", name) : null);
    }

    public override bool TryRead(Cursor at, out ImmutableArray<KeyValuePair<string, string>> value)
    {
        value = [];
        if (at.Node is ScalarNode { IsEmpty: true }) return true;
        if (at.Node is not MapNode map) return at.ReportMismatch("a map of names to texts");
        var attributes = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var entry in map.Entries)
        {
            var item = at.Enter(entry);
            if (NameViolation(entry.Name) is { } violation) item.ReportKey(violation);
            else if (attributes.FirstOrDefault(other => NameProfile.LabelOf(other.Key) == NameProfile.LabelOf(entry.Name)) is { Key: { } twice })
                item.ReportKey($"becomes the label '{NameProfile.LabelOf(twice)}', as '{twice}' does");
            else if (ValueKinds.Text.TryRead(item, out var text) && item.Check(LabelRules.ValuesViolation([text]))) attributes.Add(KeyValuePair.Create(entry.Name, text));
        }

        value = attributes.ToImmutable();
        return value.Length == map.Entries.Length;
    }

    public override Node Write(ImmutableArray<KeyValuePair<string, string>> value) =>
        new MapNode(default, [.. value.Select(attribute => new MapEntry(attribute.Key, default, ValueKinds.Text.Write(attribute.Value)))]);
}
