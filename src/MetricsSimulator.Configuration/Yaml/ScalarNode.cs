using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Configuration.Yaml;

/// <summary>A text. It is plain if it has no quotes; a plain text may also be a number, true, false or null.</summary>
internal sealed class ScalarNode(Place place, string text, bool isPlain) : Node(place)
{
    public string Text { get; } = text;

    public bool IsPlain { get; } = isPlain;

    /// <summary>Whether nothing was written in the place of the value.</summary>
    public bool IsEmpty => IsPlain && Text.Length == 0;

    /// <summary>Whether the value is an explicit null, which removes the value of a catalogue.</summary>
    public bool IsNull => IsPlain && Text is "~" or "null" or "Null" or "NULL";

    public override string Found => IsEmpty ? "nothing" : IsPlain ? $"'{Text}'" : $"the text \"{Text}\" in quotes";

    /// <summary>A text that the program made.</summary>
    public static ScalarNode OfText(string text) => new(default, text, isPlain: false);

    /// <summary>A number, true or false that the program made.</summary>
    public static ScalarNode OfPlain(string text) => new(default, text, isPlain: true);
}
