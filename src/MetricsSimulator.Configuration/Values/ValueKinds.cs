namespace MetricsSimulator.Configuration.Values;

/// <summary>The kinds of values that many keys share.</summary>
internal static class ValueKinds
{
    public static readonly ValueKind<double> Number = new NumberKind();

    public static readonly ValueKind<bool> Flag = new FlagKind();

    public static readonly ValueKind<string> Text = new TextKind();

    public static readonly ValueKind<TimeSpan> Duration =
        new TextFormKind<TimeSpan>("duration", DurationText.Expected, DurationText.TryParse, DurationText.Format, isPlain: false, DurationSchema.Any);

    public static readonly ValueKind<DateTimeOffset> Instant =
        new TextFormKind<DateTimeOffset>("time with an offset", InstantText.Expected, InstantText.TryParse, InstantText.Format, isPlain: false, InstantText.Schema);

    public static readonly ValueKind<ulong> Seed =
        new TextFormKind<ulong>("whole number", SeedText.Expected, SeedText.TryParse, SeedText.Format, isPlain: true, JsonSchema.Join(
            JsonSchema.Type("integer", "string"), JsonSchema.Of(("minimum", JsonSchema.Number(0)), ("pattern", JsonSchema.Text(@"^(\d+|0x[0-9a-fA-F]+|0o[0-7]+)$")))));
}
