using MetricsSimulator.Configuration.Cycles;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Cycles;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Configuration.Workload;

/// <summary>The kinds of values that keys of a workload share.</summary>
internal static class WorkloadKinds
{
    public static readonly ValueKind<Mix<string>> Texts = new SharesKind<string>("texts", static (at, name) => name.Length > 0 ? name : Empty(at), static name => name);

    private static string? Empty(Cursor at)
    {
        at.ReportKey("may not be empty");
        return null;
    }

    public static readonly ValueKind<Mix<ZoneOffsets>> Zones = new SharesKind<ZoneOffsets>(
        "time zones", static (at, name) => ZoneKind.Instance.TryRead(at with { Node = new ScalarNode(at.KeyPlace, name, isPlain: false) }, out var zone) ? zone : null, static zone => zone.Name);
}
