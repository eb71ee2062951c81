using System.Text;

namespace MetricsSimulator.Cli.Help;

/// <summary>Lays help texts out for a terminal.</summary>
internal static class HelpText
{
    /// <summary>The default width.</summary>
    public const int UsualWidth = 80;

    // Longer lines are hard to read.
    private const int Widest = 100;
    private const int Narrowest = 40;

    private const int Indent = 2;
    private const int Hanging = 6;
    // The length of "-c, ".
    private const int Letter = 4;
    // A line of this width has room for two columns.
    private const int Wide = 72;

    /// <summary>The text of a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="width">The columns of the terminal.</param>
    /// <returns>Lines of at most <paramref name="width"/> columns, but at least 40 and at most 100, each ended by a line feed.</returns>
    public static string Of(HelpPage page, int width)
    {
        width = Math.Clamp(width, Narrowest, Widest);
        var text = new StringBuilder();
        var usage = page.UsageFirst ? page.Sections.FirstOrDefault(section => section.Blocks is [HelpBlock.Usage, ..]) : null;
        if (usage is not null) Write(text, usage, width);
        Write(text, new HelpSection(null, [new HelpBlock.Paragraph(page.Summary)]), width);
        foreach (var section in page.Sections)
            if (section != usage) Write(text, section, width);
        return text.ToString();
    }

    /// <summary>Breaks a text between words.</summary>
    /// <param name="text">The text.</param>
    /// <param name="first">The columns of the first line.</param>
    /// <param name="other">The columns of the others.</param>
    internal static IEnumerable<string> Wrap(string text, int first, int other)
    {
        var line = new StringBuilder();
        var room = first;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > room)
            {
                yield return line.ToString();
                line.Clear();
                room = other;
            }

            if (line.Length > 0) line.Append(' ');
            line.Append(word);
        }

        if (line.Length > 0) yield return line.ToString();
    }

    /// <summary>Breaks a command so that it stays one command for a shell. An option stays with its value if there is room.</summary>
    /// <param name="command">The command.</param>
    /// <param name="width">The columns of a line.</param>
    internal static IEnumerable<string> WrapCommand(string command, int width)
    {
        const string Continued = " \\";
        var room = width - Continued.Length;
        var parts = new List<string>();
        foreach (var word in WordsOf(command))
        {
            if (parts is [.., var last] && last.StartsWith('-') && !last.Contains(' ', StringComparison.Ordinal) && !word.StartsWith('-') && last.Length + 1 + word.Length <= room)
                parts[^1] = $"{last} {word}";
            else
                parts.Add(word);
        }

        var line = parts[0];
        foreach (var part in parts.Skip(1))
        {
            if (line.Length + 1 + part.Length <= room)
            {
                line += " " + part;
                continue;
            }

            yield return line + Continued;
            line = part;
        }

        yield return line;
    }

    // What is in quotes is one word.
    private static IEnumerable<string> WordsOf(string command)
    {
        var begin = 0;
        char? quote = null;
        for (var i = 0; i < command.Length; i++)
        {
            if (command[i] == quote) quote = null;
            else if (quote is null && command[i] is '\'' or '"') quote = command[i];
            else if (quote is null && command[i] == ' ')
            {
                yield return command[begin..i];
                begin = i + 1;
            }
        }

        yield return command[begin..];
    }

    private static void Write(StringBuilder text, HelpSection section, int width)
    {
        if (text.Length > 0) text.Append('\n');
        if (section.Title is not null) text.Append(section.Title).Append(":\n");
        var indent = section.Title is null ? 0 : Indent;
        var terms = section.Blocks.OfType<HelpBlock.Item>().Select(item => item.Term).ToArray();
        var column = ColumnOf(terms, width);
        var hasLetters = terms.Any(HasLetter);
        HelpBlock? before = null;
        foreach (var block in section.Blocks)
        {
            if (before is not null && (block is HelpBlock.Paragraph || before.GetType() != block.GetType())) text.Append('\n');
            before = block;
            switch (block)
            {
                case HelpBlock.Paragraph paragraph:
                    Write(text, paragraph.Text, indent, indent, width);
                    break;
                case HelpBlock.Usage usage:
                    Write(text, usage.Text, indent, Hanging, width);
                    break;
                case HelpBlock.Item item:
                    Write(text, item, column, hasLetters, width);
                    break;
                case HelpBlock.Example example:
                    Write(text, example.Meaning, indent, indent, width);
                    WriteCommand(text, example.Command, width);
                    break;
            }
        }
    }

    private static void Write(StringBuilder text, string words, int first, int other, int width)
    {
        var indent = first;
        foreach (var line in Wrap(words, width - first, width - other))
        {
            text.Append(' ', indent).Append(line).Append('\n');
            indent = other;
        }
    }

    private static void Write(StringBuilder text, HelpBlock.Item item, int column, bool hasLetters, int width)
    {
        var isAside = column > Hanging;
        // Long options are aligned, whether they have a short form or not.
        var begin = Indent + (isAside && hasLetters && !HasLetter(item.Term) ? Letter : 0);
        var end = begin + item.Term.Length + Indent;
        if (!isAside || end > column)
        {
            Write(text, item.Term, begin, Hanging, width);
            Write(text, item.Meaning, column, column, width);
            return;
        }

        text.Append(' ', begin).Append(item.Term).Append(' ', column - begin - item.Term.Length);
        var lines = Wrap(item.Meaning, width - column, width - column).ToArray();
        text.Append(lines[0]).Append('\n');
        foreach (var line in lines[1..]) text.Append(' ', column).Append(line).Append('\n');
    }

    // A broken command must stay one command for a shell.
    private static void WriteCommand(StringBuilder text, string command, int width)
    {
        var lines = WrapCommand(command, width - Hanging);
        text.Append(' ', 2 * Indent).AppendJoin($"\n{new string(' ', Hanging)}", lines).Append('\n');
    }

    private static int ColumnOf(string[] terms, int width)
    {
        if (terms.Length == 0) return Indent;
        var hasLetters = terms.Any(HasLetter);
        var column = Indent + terms.Max(term => term.Length + (hasLetters && !HasLetter(term) ? Letter : 0)) + Indent;
        var limit = width >= Wide ? 28 : width * 9 / 20;
        return column <= limit ? column : width >= Wide ? limit : Hanging;
    }

    private static bool HasLetter(string term) => term.Length > 2 && term[0] == '-' && term[1] != '-';
}
