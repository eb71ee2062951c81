using System.Globalization;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Configuration.Workload;

/// <summary>A number of developers, or a share of a team: <c>10</c> or <c>20%</c>.</summary>
internal sealed class HeadcountKind : ValueKind<Headcount>
{
    public static readonly HeadcountKind Instance = new();

    private const string Expected = "a number of developers or a share like 20%";
    private const int LongestShare = 12;

    public override string Description => "whole number or share";

    public override MapNode Schema { get; } = JsonSchema.Of(
        ("type", JsonSchema.Texts("integer", "string")),
        ("minimum", JsonSchema.Number(0)),
        ("maximum", JsonSchema.Number(Team.MaximumDevelopers)),
        ("pattern", JsonSchema.Text(@"^(100|[0-9]{1,2}(\.[0-9]{1,8})?)%$")));

    public override bool TryRead(Cursor at, out Headcount value)
    {
        value = default;
        if (at.Node is ScalarNode { Text: [.. var percent, '%'] and { Length: <= LongestShare } })
        {
            if (!decimal.TryParse(percent, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share)) return at.ReportMismatch(Expected);
            value = new Headcount(share, true);
            return share <= 100 || at.Report($"must be at most 100%, got {percent}%");
        }

        if (at.Node is not ScalarNode { IsPlain: true } scalar || !CoreSchema.TryWhole(scalar.Text, out var whole)) return at.ReportMismatch(Expected);
        var isAllowed = whole >= 0 && whole <= Team.MaximumDevelopers;
        value = new Headcount(isAllowed ? (int)whole : 0, false);
        return isAllowed || at.Report($"must be from 0 to {Team.MaximumDevelopers}, or a share like 20%, got {scalar.Text}");
    }

    public override Node Write(Headcount value) => ScalarNode.OfPlain(value.Amount.ToString(CultureInfo.InvariantCulture) + (value.IsShare ? "%" : ""));
}
