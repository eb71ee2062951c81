using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace MetricsSimulator.Expressions;

/// <summary>The scripts of Unicode 15.0, such as <c>Greek</c> and <c>Han</c>, as Prometheus 3 knows them. .NET has no table of them. Thread-safe.</summary>
internal static partial class UnicodeScripts
{
    // Read only when a pattern needs it.
    private static readonly Lazy<Dictionary<string, ImmutableArray<Rune>>> s_scripts = new(Read);

    /// <summary>The characters of each script, as pairs of first and last characters, by its Unicode name.</summary>
    public static Dictionary<string, ImmutableArray<Rune>> All => s_scripts.Value;

    // A line that begins with a plus continues the script of the line before.
    private static Dictionary<string, ImmutableArray<Rune>> Read() => Table.Replace("\n+ ", " ", StringComparison.Ordinal).Split('\n')
        .Select(line => line.Split(' '))
        .ToDictionary(words => words[0], words => words[1..].SelectMany(RangeOf).ToImmutableArray(), StringComparer.Ordinal);

    private static Rune[] RangeOf(string text)
    {
        var ends = Array.ConvertAll(text.Split('-'), end => new Rune(int.Parse(end, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)));
        return [ends[0], ends[^1]];
    }
}
