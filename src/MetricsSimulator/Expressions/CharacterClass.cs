using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace MetricsSimulator.Expressions;

/// <summary>A set of characters (Unicode scalar values). A character is in it if any of its items has it.</summary>
/// <param name="Items">The items.</param>
/// <param name="IsNegated">Whether it is the set of all other characters.</param>
internal sealed record CharacterClass(ImmutableArray<CharacterClass.Item> Items, bool IsNegated = false)
{
    /// <summary>Every character.</summary>
    public static readonly CharacterClass Any = new([], IsNegated: true);

    /// <summary>Every character except the line feed.</summary>
    public static readonly CharacterClass AnyButLineFeed = new([Item.Of('\n', '\n')], IsNegated: true);

    /// <summary>The names and members of Unicode's general categories, as in RE2.</summary>
    private static readonly (string Name, UnicodeCategory First, UnicodeCategory Last)[] s_categories =
    [
        ("L", UnicodeCategory.UppercaseLetter, UnicodeCategory.OtherLetter),
        ("Lu", UnicodeCategory.UppercaseLetter, UnicodeCategory.UppercaseLetter),
        ("Ll", UnicodeCategory.LowercaseLetter, UnicodeCategory.LowercaseLetter),
        ("Lt", UnicodeCategory.TitlecaseLetter, UnicodeCategory.TitlecaseLetter),
        ("Lm", UnicodeCategory.ModifierLetter, UnicodeCategory.ModifierLetter),
        ("Lo", UnicodeCategory.OtherLetter, UnicodeCategory.OtherLetter),
        ("M", UnicodeCategory.NonSpacingMark, UnicodeCategory.EnclosingMark),
        ("Mn", UnicodeCategory.NonSpacingMark, UnicodeCategory.NonSpacingMark),
        ("Mc", UnicodeCategory.SpacingCombiningMark, UnicodeCategory.SpacingCombiningMark),
        ("Me", UnicodeCategory.EnclosingMark, UnicodeCategory.EnclosingMark),
        ("N", UnicodeCategory.DecimalDigitNumber, UnicodeCategory.OtherNumber),
        ("Nd", UnicodeCategory.DecimalDigitNumber, UnicodeCategory.DecimalDigitNumber),
        ("Nl", UnicodeCategory.LetterNumber, UnicodeCategory.LetterNumber),
        ("No", UnicodeCategory.OtherNumber, UnicodeCategory.OtherNumber),
        ("Z", UnicodeCategory.SpaceSeparator, UnicodeCategory.ParagraphSeparator),
        ("Zs", UnicodeCategory.SpaceSeparator, UnicodeCategory.SpaceSeparator),
        ("Zl", UnicodeCategory.LineSeparator, UnicodeCategory.LineSeparator),
        ("Zp", UnicodeCategory.ParagraphSeparator, UnicodeCategory.ParagraphSeparator),
        ("C", UnicodeCategory.Control, UnicodeCategory.PrivateUse),
        ("Cc", UnicodeCategory.Control, UnicodeCategory.Control),
        ("Cf", UnicodeCategory.Format, UnicodeCategory.Format),
        ("Cs", UnicodeCategory.Surrogate, UnicodeCategory.Surrogate),
        ("Co", UnicodeCategory.PrivateUse, UnicodeCategory.PrivateUse),
        ("P", UnicodeCategory.ConnectorPunctuation, UnicodeCategory.OtherPunctuation),
        ("Pc", UnicodeCategory.ConnectorPunctuation, UnicodeCategory.ConnectorPunctuation),
        ("Pd", UnicodeCategory.DashPunctuation, UnicodeCategory.DashPunctuation),
        ("Ps", UnicodeCategory.OpenPunctuation, UnicodeCategory.OpenPunctuation),
        ("Pe", UnicodeCategory.ClosePunctuation, UnicodeCategory.ClosePunctuation),
        ("Pi", UnicodeCategory.InitialQuotePunctuation, UnicodeCategory.InitialQuotePunctuation),
        ("Pf", UnicodeCategory.FinalQuotePunctuation, UnicodeCategory.FinalQuotePunctuation),
        ("Po", UnicodeCategory.OtherPunctuation, UnicodeCategory.OtherPunctuation),
        ("S", UnicodeCategory.MathSymbol, UnicodeCategory.OtherSymbol),
        ("Sm", UnicodeCategory.MathSymbol, UnicodeCategory.MathSymbol),
        ("Sc", UnicodeCategory.CurrencySymbol, UnicodeCategory.CurrencySymbol),
        ("Sk", UnicodeCategory.ModifierSymbol, UnicodeCategory.ModifierSymbol),
        ("So", UnicodeCategory.OtherSymbol, UnicodeCategory.OtherSymbol),
    ];

    /// <summary>The classes of ASCII characters with a name in brackets, such as <c>[:alpha:]</c>, as ranges.</summary>
    private static readonly (string Name, string Ranges)[] s_named =
    [
        ("alnum", "09AZaz"), ("alpha", "AZaz"), ("ascii", "\0\x7f"), ("blank", "\t\t  "), ("cntrl", "\0\x1f\x7f\x7f"), ("digit", "09"), ("graph", "!~"),
        ("lower", "az"), ("print", " ~"), ("punct", "!/:@[`{~"), ("space", "\t\r  "), ("upper", "AZ"), ("word", "09AZ__az"), ("xdigit", "09AFaf"),
    ];

    /// <summary>The letters with more than two cases, each with the others of its kind. Source: go.dev, src/unicode/tables.go, <c>caseOrbit</c>.</summary>
    private static readonly Dictionary<Rune, string> s_othersOf = new[]
    {
        "Kk\u212a", "Ss\u017f", "Åå\u212b", "\u00b5\u039c\u03bc", "ßẞ", "Ǆǅǆ", "Ǉǈǉ", "Ǌǋǌ", "Ǳǲǳ", "\u0345\u0399\u03b9\u1fbe", "Ββϐ", "Εεϵ", "Θθϑϴ", "Κκϰ", "Ππϖ",
        "Ρρϱ", "Σςσ", "Φφϕ", "\u03a9\u03c9\u2126", "Ṡṡẛ", "Ввᲀ", "Ддᲁ", "Ооᲂ", "Ссᲃ", "Ттᲄᲅ", "Ъъᲆ", "Ѣѣᲇ", "Ꙋꙋᲈ",
    }.SelectMany(letters => letters.EnumerateRunes().Select(letter => (letter, letters))).ToDictionary(pair => pair.letter, pair => pair.letters);

    /// <summary>Whether a character is in the set.</summary>
    public bool Has(Rune character)
    {
        foreach (var item in Items)
            if (item.Has(character)) return !IsNegated;
        return IsNegated;
    }

    /// <summary>The ranges of the class <c>\d</c>, <c>\s</c> or <c>\w</c>, which are ASCII as in RE2, by its lower-case letter; null for another letter.</summary>
    public static string? RangesOfLetter(char letter) => letter switch
    {
        'd' => "09",
        's' => "\t\n\f\r  ",
        'w' => "09AZ__az",
        _ => null,
    };

    /// <summary>The ranges of the class with a name in brackets; null if there is none.</summary>
    public static string? RangesOfName(string name) => Array.Find(s_named, named => named.Name == name).Ranges;

    /// <summary>The general categories with a name; null if there are none.</summary>
    public static (UnicodeCategory First, UnicodeCategory Last)? CategoriesOf(string name)
    {
        foreach (var category in s_categories)
            if (category.Name == name) return (category.First, category.Last);
        return null;
    }

    /// <summary>Characters that lie in ranges, or in general categories.</summary>
    /// <param name="Ranges">Pairs of first and last characters.</param>
    /// <param name="Categories">The first and last of consecutive categories; null for none.</param>
    /// <param name="IsNegated">Whether the item has all other characters.</param>
    /// <param name="IgnoresCase">Whether the item also has a character if it has it in another case.</param>
    internal readonly record struct Item(
        ImmutableArray<Rune> Ranges, (UnicodeCategory First, UnicodeCategory Last)? Categories, bool IsNegated, bool IgnoresCase)
    {
        /// <summary>One range.</summary>
        public static Item Of(int first, int last, bool ignoresCase = false) => new([new Rune(first), new Rune(last)], null, false, ignoresCase);

        /// <summary>Ranges of ASCII characters.</summary>
        public static Item Of(string ranges, bool isNegated, bool ignoresCase) => new([.. ranges.EnumerateRunes()], null, isNegated, ignoresCase);

        /// <summary>Whether the item has a character.</summary>
        public bool Has(Rune character) =>
            (Lists(character) || (IgnoresCase && ListsOtherCaseOf(character))) != IsNegated;

        private bool Lists(Rune character)
        {
            for (var i = 0; i < Ranges.Length; i += 2)
                if (character >= Ranges[i] && character <= Ranges[i + 1]) return true;
            return Categories is { } categories && Rune.GetUnicodeCategory(character) is var category && category >= categories.First && category <= categories.Last;
        }

        private bool ListsOtherCaseOf(Rune character)
        {
            if (Lists(Rune.ToLowerInvariant(character)) || Lists(Rune.ToUpperInvariant(character))) return true;
            if (!s_othersOf.TryGetValue(character, out var others)) return false;
            foreach (var other in others.EnumerateRunes())
                if (Lists(other)) return true;
            return false;
        }
    }
}
