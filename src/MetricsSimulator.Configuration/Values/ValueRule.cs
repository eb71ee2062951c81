using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Values;

/// <summary>A rule for a value: the check, and the part of it that a JSON Schema can express.</summary>
/// <param name="Violation">The rule that a value breaks, as the model states it; null if it breaks none.</param>
/// <param name="Schema">The keywords of the schema; empty if a schema cannot express the rule.</param>
internal sealed record ValueRule<T>(Func<T, string?> Violation, MapNode Schema)
{
    /// <summary>The rule that allows every value.</summary>
    public static readonly ValueRule<T> None = new(static _ => null);

    /// <summary>A rule that a schema cannot express.</summary>
    public ValueRule(Func<T, string?> violation)
        : this(violation, JsonSchema.Of())
    {
    }
}
