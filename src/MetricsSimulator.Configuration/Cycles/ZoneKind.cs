using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.TimeZones;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Cycles;

namespace MetricsSimulator.Configuration.Cycles;

/// <summary>The name of a time zone.</summary>
internal sealed class ZoneKind : ValueKind<ZoneOffsets>
{
    public static readonly ZoneKind Instance = new();

    public override string Description => "time zone";

    public override MapNode Schema { get; } = JsonSchema.Join(JsonSchema.Type("string"), JsonSchema.Of(("minLength", JsonSchema.Number(1))));

    public override bool TryRead(Cursor at, out ZoneOffsets value)
    {
        value = ZoneOffsets.Utc;
        if (at.Node is not ScalarNode { IsEmpty: false, Text: var name }) return at.ReportMismatch("a time zone like Europe/Berlin");
        if (ZoneDatabase.Find(name) is not { } zone) return at.Report($"must be a time zone like Europe/Berlin, got '{name}'{Suggestion(name)}");
        value = zone;
        return true;
    }

    public override Node Write(ZoneOffsets value) => ScalarNode.OfText(value.Name);

    private static string Suggestion(string name)
    {
        if (Spelling.Suggestion(name, ZoneDatabase.Names) is { Length: > 0 } suggestion) return suggestion;
        // People often give only the city of a zone.
        var city = ZoneDatabase.Names.FirstOrDefault(zone => zone.EndsWith("/" + name.Replace(' ', '_'), StringComparison.OrdinalIgnoreCase));
        return city is null ? "" : Spelling.Suggestion(city, ZoneDatabase.Names);
    }
}
