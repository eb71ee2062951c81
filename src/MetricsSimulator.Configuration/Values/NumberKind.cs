using System.Globalization;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Values;

/// <summary>A number as in YAML 1.2. The rule of the key decides about <c>.inf</c> and <c>.nan</c>.</summary>
internal sealed class NumberKind : ValueKind<double>
{
    public override string Description => "number";

    /// <summary>The shortest text that reads back as the number, as in YAML.</summary>
    public static ScalarNode Write(double value, string infinity) => ScalarNode.OfPlain(
        double.IsPositiveInfinity(value) ? infinity : double.IsNegativeInfinity(value) ? "-" + infinity : value.ToString("R", CultureInfo.InvariantCulture));

    public override MapNode Schema { get; } = JsonSchema.Type("number");

    public override bool TryRead(Cursor at, out double value)
    {
        value = 0;
        if (at.Node is not ScalarNode { IsPlain: true } scalar || !CoreSchema.TryNumber(scalar.Text, out value)) return at.ReportMismatch("a number");
        return !double.IsInfinity(value) || scalar.Text.Contains("inf", StringComparison.OrdinalIgnoreCase)
            || at.Report($"must be at most {double.MaxValue.ToString("R", CultureInfo.InvariantCulture)} in size, got {scalar.Text}");
    }

    public override Node Write(double value) => Write(value, ".inf");
}
