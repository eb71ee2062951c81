using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Configuration.Labels;

/// <summary>The keys that generate the values of a label.</summary>
internal static class LabelGeneratorKeys
{
    public static readonly Key<long> Count = new("count", WholeNumberKind.Instance, 1,
        "How many values to generate: the prefix followed by 0, 1, 2 and so on, with equal weights.")
    {
        AbsentText = "must be given",
        Rule = ValueRules.Between<long>(1, LabelDimension.MaximumCount, LabelRules.CountViolation),
    };

    public static readonly Key<string> Prefix = new("prefix", ValueKinds.Text, "", "The text with which every value begins.") { AbsentText = "must be given", Rule = ValueRules.Printable };

    public static readonly Key<TimeSpan> Lifetime = new("lifetime", ValueKinds.Duration, TimeSpan.FromHours(2),
        """
        The mean time that a value lives. `{count: 50, prefix: w, lifetime: 2h}` always has 50 values, at first
        `w-0.0` to `w-49.0`. Each lives for an exponentially distributed time. Then its series end, and new ones begin with the next value of its place:
        `w-0.1` follows `w-0.0`. In a new series, counters begin at 0 and paths at their initial value. Metrics with the same label have the same values at the same time.
        """)
    {
        AbsentText = "values live for ever",
        Rule = new(LabelRules.LifetimeViolation, JsonSchema.Join(DurationSchema.Positive, JsonSchema.Of(("minimum", JsonSchema.Number(1))))),
    };

    public static readonly KeyTable<LabelDimension> Table = new("labelGenerator", "simulator.metrics.NAME.labels.LABEL",
        """
        A label takes one of three forms: a list of values with equal weights, `[low, high]`; a map of values to weights, `{eu: 3, us: 1}`;
        or the keys below, which generate values, `{count: 1000, prefix: w}`. A map with only these keys is a generator, with one exception:
        `count` and `prefix` with two numbers are two values with weights. Values keep their text: `[1, true]` gives the values `1` and `true`.
        The share of a label set is the product of its values' weights.
        """,
        [
            Count.From((LabelDimension dimension) => dimension.Count), Prefix.From((LabelDimension dimension) => dimension.Prefix!),
            Lifetime.From((LabelDimension dimension) => dimension.Lifetime!.Value, dimension => dimension.Lifetime is not null),
        ])
    {
        Required = [Count, Prefix],
    };

    /// <summary>The schema of the maps that are generators; see <see cref="IsGenerator"/>.</summary>
    public static MapNode Condition { get; } = JsonSchema.Of(
        ("type", JsonSchema.Text("object")),
        ("minProperties", JsonSchema.Number(1)),
        ("propertyNames", JsonSchema.Of(("enum", JsonSchema.Texts(Table.Keys.Select(key => key.Name))))),
        ("not", JsonSchema.Of(
            ("properties", JsonSchema.Of((Prefix.Name, JsonSchema.Type("number")))),
            ("required", JsonSchema.Texts(Count.Name, Prefix.Name)),
            ("maxProperties", JsonSchema.Number(2)))));

    /// <summary>Whether a map generates values, rather than giving values their weights.</summary>
    public static bool IsGenerator(MapNode map) =>
        // A map of weights may have a value named count, but hardly one named prefix whose weight is not a number.
        map.Entries.Length > 0
        && map.Entries.All(entry => Table.Keys.Any(key => key.Name == entry.Name))
        && !(map.Entries.Length == 2 && map.Find(Count.Name) is not null
            && map.Find(Prefix.Name)?.Value is ScalarNode { IsPlain: true } prefix && CoreSchema.TryNumber(prefix.Text, out _));

    /// <summary>Reads a generator, or reports why it cannot be read.</summary>
    public static LabelDraft? Read(Cursor at, string name)
    {
        var block = Table.Read(at)!;
        Key[] missing = [.. Table.Required.Where(key => !block.Has(key))];
        foreach (var key in missing) at.Report($"needs {key.Name} as well, to make the values TEXT0, TEXT1 and so on");
        if (missing.Length > 0 || Table.Keys.Any(block.IsBroken)) return null;
        var count = block.Value(Count);
        var prefix = block.Value(Prefix);
        return at.Check(LabelRules.GeneratedViolation(name, count, prefix))
            ? new LabelDraft(count, () => block.Has(Lifetime)
                ? LabelDimension.Churning(name, (int)count, prefix, block.Value(Lifetime))
                : LabelDimension.Generate(name, (int)count, prefix))
            : null;
    }
}
