using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Workload;

/// <summary>A duration, or <c>never</c>, which is read as <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
internal sealed class ExpiryKind : ValueKind<TimeSpan>
{
    private const string Never = "never";

    public static readonly ExpiryKind Instance = new();

    public override string Description => "duration or `never`";

    public override MapNode Schema { get; } = JsonSchema.Of(("anyOf", JsonSchema.List(DurationSchema.Positive, JsonSchema.Of(("const", JsonSchema.Text(Never))))));

    public override bool TryRead(Cursor at, out TimeSpan value)
    {
        value = Timeout.InfiniteTimeSpan;
        if (at.Node is ScalarNode { Text: Never }) return true;
        return at.Node is ScalarNode scalar && DurationText.TryParse(scalar.Text, out value)
            ? at.Check(Rule.Positive(value))
            : at.ReportMismatch("a duration like 5m, or never");
    }

    public override Node Write(TimeSpan value) => value == Timeout.InfiniteTimeSpan ? ScalarNode.OfText(Never) : ValueKinds.Duration.Write(value);
}
