using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace MetricsSimulator.Expressions;

/// <summary>
/// Parses regular expressions in the syntax of RE2, as Go's <c>regexp/syntax</c> does with the flags that Prometheus 3 uses (Perl and "dot matches newline").
/// Source: go.dev, src/regexp/syntax/parse.go.
/// </summary>
internal sealed class ExpressionParser
{
    private const int MostRepeats = 1000;
    private const int MostDepth = 1000;

    private readonly string _text;
    private int _at;
    private int _depth;
    private Flags _flags = Flags.DotMatchesLineFeed;

    /// <summary>Prepares to read a pattern.</summary>
    public ExpressionParser(string text) => _text = text;

    [Flags]
    private enum Flags
    {
        None = 0,
        IgnoreCase = 1,
        Lines = 2,
        DotMatchesLineFeed = 4,
    }

    private bool IsAtEnd => _at == _text.Length;

    private bool IgnoresCase => _flags.HasFlag(Flags.IgnoreCase);

    /// <summary>Reads the pattern.</summary>
    /// <exception cref="ExpressionException">It is not a pattern.</exception>
    public ExpressionNode Parse()
    {
        var node = ReadChoice();
        return IsAtEnd ? node : throw Wrong(_at, "there is no ( for this )");
    }

    private ExpressionNode ReadChoice()
    {
        var branches = new List<ExpressionNode> { ReadSequence() };
        while (Take('|')) branches.Add(ReadSequence());
        return branches.Count == 1 ? branches[0] : new ExpressionNode.Choice([.. branches]);
    }

    private ExpressionNode ReadSequence()
    {
        var parts = new List<ExpressionNode>();
        while (!IsAtEnd && _text[_at] is not ('|' or ')'))
        {
            var begin = _at;
            if (ReadPart() is not { } part) continue;
            parts.Add(ReadRepeats(part, begin));
        }

        return parts.Count == 1 ? parts[0] : new ExpressionNode.Sequence([.. parts]);
    }

    /// <summary>Reads one part; null for flags, which are no part themselves.</summary>
    private ExpressionNode? ReadPart()
    {
        switch (_text[_at])
        {
            case '(':
                return ReadGroup();
            case '[':
                return ReadClass();
            case '\\':
                return ReadEscaped();
            case '^':
                _at++;
                return new ExpressionNode.At(_flags.HasFlag(Flags.Lines) ? ExpressionAssertion.BeginningOfLine : ExpressionAssertion.BeginningOfText);
            case '$':
                _at++;
                return new ExpressionNode.At(_flags.HasFlag(Flags.Lines) ? ExpressionAssertion.EndOfLine : ExpressionAssertion.EndOfText);
            case '.':
                _at++;
                return new ExpressionNode.OneOf(_flags.HasFlag(Flags.DotMatchesLineFeed) ? CharacterClass.Any : CharacterClass.AnyButLineFeed);
            case '*' or '+' or '?':
                throw Wrong(_at, $"there is nothing to repeat before the {_text[_at]}");
            case '{' when TryReadCounts(out _, out _):
                throw Wrong(_at, "there is nothing to repeat before the {");
            default:
                return Literal(NextRune());
        }
    }

    private ExpressionNode ReadRepeats(ExpressionNode part, int begin)
    {
        if (!TryReadRepeat(out var least, out var most)) return part;
        Take('?');
        var repeated = new ExpressionNode.Repeat(part, least, most);
        if ((least >= 2 || most >= 2) && !RepeatsAtMost(repeated, MostRepeats))
            throw Wrong(begin, $"this is repeated more than {MostRepeats} times");
        var next = _at;
        return TryReadRepeat(out _, out _) ? throw Wrong(next, "a repetition may not be repeated without a group around it") : repeated;
    }

    private bool TryReadRepeat(out int least, out int? most)
    {
        (least, most) = (0, null);
        if (IsAtEnd) return false;
        switch (_text[_at])
        {
            case '*':
                _at++;
                return true;
            case '+':
                _at++;
                least = 1;
                return true;
            case '?':
                _at++;
                most = 1;
                return true;
            case '{':
                return TryReadCounts(out least, out most);
            default:
                return false;
        }
    }

    // A brace that does not begin a count is literal text.
    private bool TryReadCounts(out int least, out int? most)
    {
        (least, most) = (0, null);
        var begin = _at;
        _at++;
        if (TryReadCount(out least))
        {
            most = least;
            if (Take(',') && !TryReadMost(out most)) (_at, most) = (begin, null);
            else if (Take('}'))
                return least <= MostRepeats && (most is null || (most <= MostRepeats && most >= least)) ? true
                    : throw Wrong(begin, $"counts must ascend and be at most {MostRepeats}");
        }

        _at = begin;
        return false;
    }

    private bool TryReadMost(out int? most)
    {
        most = null;
        if (!IsAtEnd && _text[_at] == '}') return true;
        if (!TryReadCount(out var count)) return false;
        most = count;
        return true;
    }

    private bool TryReadCount(out int count)
    {
        count = 0;
        var begin = _at;
        while (!IsAtEnd && char.IsAsciiDigit(_text[_at])) _at++;
        var digits = _text.AsSpan(begin, _at - begin);
        if (digits.IsEmpty || (digits.Length > 1 && digits[0] == '0')) return false;
        count = digits.Length > 8 ? int.MaxValue : int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        return true;
    }

    private static bool RepeatsAtMost(ExpressionNode node, int limit)
    {
        if (node is ExpressionNode.Repeat repeat)
        {
            var count = repeat.Most ?? repeat.Least;
            if (repeat.Most == 0) return true;
            if (count > limit) return false;
            return RepeatsAtMost(repeat.Part, count > 0 ? limit / count : limit);
        }

        return node switch
        {
            ExpressionNode.Sequence sequence => Array.TrueForAll(sequence.Parts, part => RepeatsAtMost(part, limit)),
            ExpressionNode.Choice choice => Array.TrueForAll(choice.Branches, branch => RepeatsAtMost(branch, limit)),
            _ => true,
        };
    }

    private ExpressionNode? ReadGroup()
    {
        var begin = _at++;
        var flags = _flags;
        if (Take('?') && !ReadGroupKind(begin)) return null;
        if (++_depth > MostDepth) throw Wrong(begin, "groups are nested too deeply");
        var node = ReadChoice();
        _depth--;
        if (!Take(')')) throw Wrong(begin, "there is no ) for this (");
        _flags = flags;
        return node;
    }

    /// <summary>Reads the text after <c>(?</c>.</summary>
    /// <returns>Whether a group has begun; otherwise the text set flags for the rest of the enclosing group.</returns>
    private bool ReadGroupKind(int begin)
    {
        if (TakeAll("P<") || (_at < _text.Length && _text[_at] == '<' && _at + 1 < _text.Length && _text[_at + 1] is not ('=' or '!') && Take('<')))
        {
            var end = _text.IndexOf('>', _at);
            var name = end < 0 ? "" : _text[_at..end];
            if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')) throw Wrong(begin, "the name of a group is letters, digits and _ between < and >");
            _at = end + 1;
            return true;
        }

        var turnsOn = true;
        var isComplete = true;
        for (; !IsAtEnd; _at++)
        {
            switch (_text[_at])
            {
                case 'i' or 'm' or 's' or 'U':
                    var flag = _text[_at] switch { 'i' => Flags.IgnoreCase, 'm' => Flags.Lines, 's' => Flags.DotMatchesLineFeed, _ => Flags.None };
                    _flags = turnsOn ? _flags | flag : _flags & ~flag;
                    isComplete = true;
                    continue;
                case '-' when turnsOn:
                    turnsOn = false;
                    isComplete = false;
                    continue;
                case ':' or ')' when isComplete:
                    return _text[_at++] == ':';
            }

            break;
        }

        throw Wrong(begin, "RE2 has no such group: it knows no lookaround, backreferences or conditions");
    }

    private ExpressionNode ReadEscaped()
    {
        var begin = _at;
        if (_at + 1 == _text.Length) throw Wrong(begin, "there is nothing after the backslash");
        var letter = _text[_at + 1];
        ExpressionAssertion? assertion = letter switch
        {
            'A' => ExpressionAssertion.BeginningOfText,
            'z' => ExpressionAssertion.EndOfText,
            'b' => ExpressionAssertion.WordBoundary,
            'B' => ExpressionAssertion.NoWordBoundary,
            _ => null,
        };
        if (assertion is { } place)
        {
            _at += 2;
            return new ExpressionNode.At(place);
        }

        if (letter == 'Q')
        {
            var end = _text.IndexOf("\\E", _at, StringComparison.Ordinal);
            var quoted = end < 0 ? _text[(_at + 2)..] : _text[(_at + 2)..end];
            _at = end < 0 ? _text.Length : end + 2;
            ExpressionNode[] characters = [.. quoted.EnumerateRunes().Select(Literal)];
            if (characters.Length == 1) return characters[0];
            // A repetition after \E applies only to the last character.
            return characters.Length > 0 && TryReadRepeat(out var least, out var most)
                ? new ExpressionNode.Sequence([.. characters[..^1], new ExpressionNode.Repeat(characters[^1], least, most)])
                : new ExpressionNode.Sequence(characters);
        }

        return TryReadClassEscape() is { } item ? new ExpressionNode.OneOf(new CharacterClass([item])) : Literal(ReadEscapedCharacter());
    }

    private ExpressionNode.OneOf ReadClass()
    {
        var begin = _at++;
        var isNegated = Take('^');
        var items = ImmutableArray.CreateBuilder<CharacterClass.Item>();
        for (var isFirst = true; isFirst || IsAtEnd || _text[_at] != ']'; isFirst = false)
        {
            if (IsAtEnd) throw Wrong(begin, "there is no ] for this [");
            if (ReadNamedClass() is { } named)
            {
                items.Add(named);
                continue;
            }

            if (_text[_at] == '\\' && TryReadClassEscape() is { } escape)
            {
                items.Add(escape);
                continue;
            }

            var from = _at;
            var first = ReadClassCharacter(begin);
            var last = first;
            if (_at + 1 < _text.Length && _text[_at] == '-' && _text[_at + 1] != ']')
            {
                _at++;
                last = ReadClassCharacter(begin);
                if (last < first) throw Wrong(from, "the characters of a range must ascend");
            }

            items.Add(CharacterClass.Item.Of(first.Value, last.Value, IgnoresCase));
        }

        _at++;
        return new ExpressionNode.OneOf(new CharacterClass(items.ToImmutable(), isNegated));
    }

    private CharacterClass.Item? ReadNamedClass()
    {
        if (string.CompareOrdinal(_text, _at, "[:", 0, 2) != 0) return null;
        var end = _text.IndexOf(":]", _at + 2, StringComparison.Ordinal);
        if (end < 0) return null;
        var name = _text[(_at + 2)..end];
        var isNegated = name.StartsWith('^');
        var ranges = CharacterClass.RangesOfName(isNegated ? name[1..] : name) ?? throw Wrong(_at, $"there is no class [:{name}:]");
        _at = end + 2;
        return CharacterClass.Item.Of(ranges, isNegated, IgnoresCase);
    }

    private Rune ReadClassCharacter(int begin)
    {
        if (IsAtEnd) throw Wrong(begin, "there is no ] for this [");
        return _text[_at] == '\\' ? ReadEscapedCharacter() : NextRune();
    }

    /// <summary>Reads an escape for a class, such as <c>\d</c> or <c>\pL</c>; null if the escape is of another kind.</summary>
    private CharacterClass.Item? TryReadClassEscape()
    {
        if (_at + 1 >= _text.Length) return null;
        var letter = _text[_at + 1];
        if (CharacterClass.RangesOfLetter(char.ToLowerInvariant(letter)) is { } ranges)
        {
            _at += 2;
            return CharacterClass.Item.Of(ranges, char.IsAsciiLetterUpper(letter), IgnoresCase);
        }

        if (letter is not ('p' or 'P')) return null;
        var begin = _at;
        _at += 2;
        if (IsAtEnd) throw Wrong(begin, "\\p needs a category or a script, like \\pL, \\p{Lu} or \\p{Greek}");
        var name = _text[_at++..][..1];
        if (name == "{")
        {
            var end = _text.IndexOf('}', _at);
            if (end < 0) throw Wrong(begin, "there is no } for this \\p{");
            name = _text[_at..end];
            _at = end + 1;
        }

        var isNegated = letter == 'P';
        if (name.StartsWith('^')) (name, isNegated) = (name[1..], !isNegated);
        if (name == "Any") return new CharacterClass.Item([new Rune(0), new Rune(0x10ffff)], null, isNegated, false);
        if (CharacterClass.CategoriesOf(name) is { } categories) return new CharacterClass.Item([], categories, isNegated, IgnoresCase);
        return UnicodeScripts.All.TryGetValue(name, out var script)
            ? new CharacterClass.Item(script, null, isNegated, IgnoresCase)
            : throw Wrong(begin, $"'{name}' is neither a general category like L or Lu nor a script like Greek");
    }

    private Rune ReadEscapedCharacter()
    {
        var begin = _at++;
        if (IsAtEnd) throw Wrong(begin, "there is nothing after the backslash");
        var letter = _text[_at++];
        if (letter < 128 && !char.IsAsciiLetterOrDigit(letter)) return new Rune(letter);
        switch (letter)
        {
            case 'a':
                return new Rune('\a');
            case 'f':
                return new Rune('\f');
            case 'n':
                return new Rune('\n');
            case 'r':
                return new Rune('\r');
            case 't':
                return new Rune('\t');
            case 'v':
                return new Rune('\v');
            case 'x' when ReadHexadecimal() is { } rune:
                return rune;
            // A digit from 1 to 9 alone would be a backreference.
            case '0':
            case >= '1' and <= '7' when !IsAtEnd && _text[_at] is >= '0' and <= '7':
                var value = letter - '0';
                for (var i = 0; i < 2 && !IsAtEnd && _text[_at] is >= '0' and <= '7'; i++) value = value * 8 + (_text[_at++] - '0');
                return new Rune(value);
            default:
                throw Wrong(begin, $"RE2 has no escape \\{(char.IsSurrogate(letter) ? _text[(begin + 1)..Math.Min(begin + 3, _text.Length)] : letter)}");
        }
    }

    private Rune? ReadHexadecimal()
    {
        var isBraced = Take('{');
        var begin = _at;
        while (!IsAtEnd && char.IsAsciiHexDigit(_text[_at]) && _at - begin < (isBraced ? 8 : 2)) _at++;
        var digits = _text.AsSpan(begin, _at - begin);
        if (isBraced ? digits.IsEmpty || !Take('}') : digits.Length != 2) return null;
        return Rune.TryCreate(uint.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), out var rune) ? rune : null;
    }

    private ExpressionNode.OneOf Literal(Rune character) => new(new CharacterClass([CharacterClass.Item.Of(character.Value, character.Value, IgnoresCase)]));

    private Rune NextRune()
    {
        // Half a surrogate pair is no character. It matches the replacement character.
        Rune.DecodeFromUtf16(_text.AsSpan(_at), out var rune, out var length);
        _at += length;
        return rune;
    }

    private bool Take(char expected)
    {
        if (IsAtEnd || _text[_at] != expected) return false;
        _at++;
        return true;
    }

    private bool TakeAll(string expected)
    {
        if (string.CompareOrdinal(_text, _at, expected, 0, expected.Length) != 0) return false;
        _at += expected.Length;
        return true;
    }

    private static ExpressionException Wrong(int at, string problem) =>
        new(string.Create(CultureInfo.InvariantCulture, $"at character {at + 1}: {problem}"));
}
