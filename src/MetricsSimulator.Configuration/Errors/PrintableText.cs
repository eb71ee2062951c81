using System.Globalization;
using System.Text;

namespace MetricsSimulator.Configuration.Errors;

/// <summary>Text from files and users, made safe to show: it cannot control a terminal, reverse the direction of a line, or be invisible.</summary>
public static class PrintableText
{
    /// <summary>
    /// The text as it is, except for control characters, format characters such as marks of direction and spaces without width, and separators of lines and
    /// paragraphs. These are spelled as escapes, <c>\u202e</c>. Half a surrogate pair becomes U+FFFD.
    /// </summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsPlain(text) ? text : string.Concat(text.EnumerateRunes().Select(Spell));
    }

    /// <summary>The same, but line breaks stay as they are.</summary>
    public static string OfLines(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsPlain(text) ? text : string.Join('\n', text.Split('\n').Select(Of));
    }

    private static bool IsPlain(string text) => text.All(c => c < 0x80 ? !char.IsControl(c) : !char.IsSurrogate(c) && IsShown(CharUnicodeInfo.GetUnicodeCategory(c)));

    private static string Spell(Rune rune)
    {
        if (IsShown(Rune.GetUnicodeCategory(rune))) return rune.ToString();
        return rune.IsBmp ? $"\\u{rune.Value:x4}" : $"\\U{rune.Value:x8}";
    }

    private static bool IsShown(UnicodeCategory category) =>
        category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
