using System.Collections.Immutable;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Configuration.Workload;

/// <summary>Values with their shares: <c>{vscode: 2, cursor: 1}</c>.</summary>
/// <param name="description">Describes the values, as in <c>terminals</c>.</param>
/// <param name="names">The part of the rule of keys that a schema can express.</param>
/// <param name="read">Reads a value from a key. If the key is invalid, it reports an error and returns null.</param>
/// <param name="write">Returns the key of a value.</param>
internal sealed class SharesKind<T>(string description, MapNode names, Func<Cursor, string, T?> read, Func<T, string> write) : ValueKind<Mix<T>>
    where T : class
{
    // Two digits of each share are enough, even for thirds.
    private const double Tolerance = 0.015;

    public override string Description => $"map of {description} to shares, which are fractions that sum to 1, or whole numbers";

    public override MapNode Schema { get; } = JsonSchema.Of(
        ("type", JsonSchema.Text("object")), ("minProperties", JsonSchema.Number(1)), ("propertyNames", names),
        ("additionalProperties", JsonSchema.Join(ValueKinds.Number.Schema, ValueRules.NonNegative.Schema)));

    public override bool TryRead(Cursor at, out Mix<T> value)
    {
        value = null!;
        if (at.Node is not MapNode map) return at.ReportMismatch($"a map of {description} to shares");
        var entries = ImmutableArray.CreateBuilder<(T, double)>();
        foreach (var entry in map.Entries)
        {
            var item = at.Enter(entry);
            if (read(item, entry.Name) is { } key && ValueKinds.Number.TryRead(item, out var share) && item.Check(Rule.NonNegative(share))) entries.Add((key, share));
        }

        double[] shares = [.. entries.Select(entry => entry.Item2)];
        if (entries.Count < map.Entries.Length || !at.Check(MixRule.Violation(shares) ?? SumViolation(shares))) return false;
        value = new Mix<T>(entries.ToImmutable());
        return true;
    }

    public override Node Write(Mix<T> value) =>
        new MapNode(default, [.. value.Entries.Select(entry => new MapEntry(write(entry.Value), default, ValueKinds.Number.Write(entry.Share)))]);

    // Whole numbers are parts, as in three to two. Fractions below 1 are meant as shares of the whole.
    private static string? SumViolation(double[] shares) =>
        Array.TrueForAll(shares, share => share <= 1) && Array.Exists(shares, share => share % 1 != 0) && Math.Abs(shares.Sum() - 1) > Tolerance
            ? Rule.Broken("must have fractions that sum to 1, or whole numbers", Math.Round(shares.Sum(), 6))
            : null;
}
