using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Configuration.Workload;

/// <summary>A lognormal distribution: <c>[median, spread]</c>.</summary>
internal sealed class LognormalKind : ValueKind<LognormalDistribution>
{
    public static readonly LognormalKind Instance = new();

    public override string Description => "[median, spread]";

    public override MapNode Schema { get; } = JsonSchema.Join(NumbersKind.Instance.Schema, JsonSchema.Of(("minItems", JsonSchema.Number(2)), ("maxItems", JsonSchema.Number(2))));

    public override bool TryRead(Cursor at, out LognormalDistribution value)
    {
        value = default;
        if (at.Node is not ListNode { Items.Length: 2 }) return at.ReportMismatch("[median, spread] like [82, 1.98]");
        if (!NumbersKind.Instance.TryRead(at, out var numbers) || !at.Check(Violation(numbers[0], numbers[1]))) return false;
        value = new LognormalDistribution(numbers[0], numbers[1]);
        return true;
    }

    public override Node Write(LognormalDistribution value) => NumbersKind.Instance.Write([value.Median, value.Spread]);

    // With larger values, the sums of a workload could overflow its whole numbers.
    private static string? Violation(double median, double spread) =>
        median is > 0 and <= 1e9 && spread is >= 0 and <= 5 ? null : Rule.Broken("must be [median, spread] with a median above 0 and at most 1e9, and a spread from 0 to 5", median, spread);
}
