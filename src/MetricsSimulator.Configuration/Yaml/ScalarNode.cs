using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Configuration.Yaml;

/// <summary>A text. It is plain when it stands without quotes, so that it may also be a number, true, false or null.</summary>
internal sealed class ScalarNode(Place place, string text, bool isPlain) : Node(place)
{
    public string Text { get; } = text;

    public bool IsPlain { get; } = isPlain;

    /// <summary>Whether nothing at all was written where a value belongs.</summary>
    public bool IsEmpty => IsPlain && Text.Length == 0;

    /// <summary>Whether the value is an explicit null, which takes back what a catalogue says.</summary>
    public bool IsNull => IsPlain && Text is "~" or "null" or "Null" or "NULL";

    public override string Found => IsEmpty ? "nothing" : IsPlain ? $"'{Text}'" : $"the text \"{Text}\" in quotes";

    /// <summary>A text made by the program rather than read.</summary>
    public static ScalarNode OfText(string text) => new(default, text, isPlain: false);

    /// <summary>A number, true or false made by the program rather than read.</summary>
    public static ScalarNode OfPlain(string text) => new(default, text, isPlain: true);
}
