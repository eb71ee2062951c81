using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Values;

/// <summary>The JSON Schema of the durations that <see cref="DurationText"/> reads, as a number of seconds or as a text.</summary>
internal static class DurationSchema
{
    private const string Seconds = @"\+?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?";

    private const string Units = @"(?=.)([\d.]+w)?([\d.]+d)?([\d.]+h)?([\d.]+m)?([\d.]+s)?([\d.]+ms)?";

    /// <summary>Any duration.</summary>
    public static readonly MapNode Any = Join($"^-?({Seconds}|{Units})$");

    /// <summary>A duration of 0 or more.</summary>
    public static readonly MapNode NonNegative = JsonSchema.Join(Join($"^({Seconds}|{Units})$"), JsonSchema.Of(("minimum", JsonSchema.Number(0))));

    /// <summary>A duration above 0.</summary>
    public static readonly MapNode Positive = JsonSchema.Join(Join($"^(?=.*[1-9])({Seconds}|{Units})$"), JsonSchema.Of(("exclusiveMinimum", JsonSchema.Number(0))));

    private static MapNode Join(string pattern) => JsonSchema.Join(JsonSchema.Type("number", "string"), JsonSchema.Of(("pattern", JsonSchema.Text(pattern))));
}
