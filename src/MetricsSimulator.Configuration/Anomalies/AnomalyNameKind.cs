using MetricsSimulator.Anomalies;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Anomalies;

/// <summary>The name of a kind of anomaly.</summary>
internal sealed class AnomalyNameKind : ValueKind<AnomalyKind>
{
    public static readonly AnomalyNameKind Instance = new();

    public override string Description => "name of a kind";

    /// <summary>All names, for errors.</summary>
    public static string Names => string.Join(", ", AnomalyKinds.All.SkipLast(1).Select(kind => kind.Name)) + " or " + AnomalyKinds.All[^1].Name;

    public override MapNode Schema { get; } = JsonSchema.Of(("enum", JsonSchema.Texts(AnomalyKinds.All.Select(kind => kind.Name))));

    public override bool TryRead(Cursor at, out AnomalyKind value)
    {
        value = null!;
        at = at with { Meaning = $"The kinds are {Names}." };
        if (at.Node is not ScalarNode { IsEmpty: false } scalar) return at.ReportMismatch("the name of a kind");
        if (AnomalyKinds.Find(scalar.Text) is { } known)
        {
            value = known;
            return true;
        }

        return at.Report($"there is no such kind, got '{scalar.Text}'{Spelling.Suggestion(scalar.Text, AnomalyKinds.All.Select(kind => kind.Name))}");
    }

    public override Node Write(AnomalyKind value) => ScalarNode.OfText(value.Name);
}
