using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Values;

/// <summary>A value with its own text form, in quotes or not: a duration, an instant, a seed.</summary>
internal sealed class TextFormKind<T>(string description, string expected, TextFormKind<T>.Parse parse, Func<T, string> format, bool isPlain, MapNode schema)
    : ValueKind<T>
{
    public delegate bool Parse(string text, out T value);

    public override string Description => description;

    public override MapNode Schema => schema;

    public override bool TryRead(Cursor at, out T value)
    {
        value = default!;
        return (at.Node is ScalarNode scalar && parse(scalar.Text, out value)) || at.ReportMismatch(expected);
    }

    public override Node Write(T value) => isPlain ? ScalarNode.OfPlain(format(value)) : ScalarNode.OfText(format(value));
}
