using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Configuration.Anomalies;

/// <summary>Label matchers in a text, as in PromQL.</summary>
internal sealed class MatchersKind : ValueKind<LabelMatchers>
{
    public static readonly MatchersKind Instance = new();

    public override string Description => "label matchers";

    private const string Condition = """(?!le\s*[=!])[a-zA-Z_][a-zA-Z0-9_]*\s*(=~|!~|!=|=)\s*("([^"\\]|\\[n\\"'])*"|'([^'\\]|\\[n\\"'])*')""";

    private const string Conditions = $@"({Condition}\s*(,\s*{Condition}\s*)*,?\s*)?";

    public override MapNode Schema { get; } = JsonSchema.Join(
        JsonSchema.Type("string"), JsonSchema.Of(("pattern", JsonSchema.Text($@"^\s*({Conditions}|\{{\s*{Conditions}\}}\s*)$"))));

    public override bool TryRead(Cursor at, out LabelMatchers value)
    {
        value = LabelMatchers.All;
        if (at.Node is MapNode) return at.ReportMismatch("label matchers in quotes, like '{model=~\"claude-3-.*\"}'");
        if (at.Node is not ScalarNode { IsEmpty: false } scalar) return at.ReportMismatch("label matchers like '{model=~\"claude-3-.*\"}'");
        return LabelMatchers.TryParse(scalar.Text, out value, out var violation) || at.Report(violation!);
    }

    public override Node Write(LabelMatchers value) => ScalarNode.OfText(value.ToString());
}
