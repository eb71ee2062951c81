using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace MetricsSimulator.Cli.Help;

/// <summary>Writes help texts as one page of Markdown, <c>docs/command-line.md</c>.</summary>
internal static class MarkdownManual
{
    /// <summary>The page.</summary>
    /// <param name="pages">The texts: first that of the program, then those of its commands.</param>
    /// <returns>Markdown for GitHub, each line ended by a line feed.</returns>
    public static string Of(IEnumerable<HelpPage> pages)
    {
        var text = new StringBuilder("# Command line\n\nWritten by `make docs` from the texts of `--help`.\n");
        foreach (var page in pages)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## `{page.Name}`\n\n{Escape(page.Summary)}\n");
            foreach (var section in page.Sections)
            {
                // The heading already names the command, so the usage needs no title.
                if (section is { Title: { } title, Blocks: not [HelpBlock.Usage, ..] }) text.Append(CultureInfo.InvariantCulture, $"\n**{title}**\n");
                Write(text, section.Blocks);
            }
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, ImmutableArray<HelpBlock> blocks)
    {
        HelpBlock? before = null;
        foreach (var block in blocks)
        {
            // Consecutive terms form one table, and consecutive usages one listing.
            if (before is HelpBlock.Usage && block is not HelpBlock.Usage) text.Append("```\n");
            switch (block)
            {
                case HelpBlock.Paragraph paragraph:
                    text.Append(CultureInfo.InvariantCulture, $"\n{Escape(paragraph.Text)}\n");
                    break;
                case HelpBlock.Usage usage:
                    text.Append(before is HelpBlock.Usage ? "" : "\n```text\n").Append(usage.Text).Append('\n');
                    break;
                case HelpBlock.Item item:
                    text.Append(before is HelpBlock.Item ? "" : "\n| | |\n| --- | --- |\n");
                    text.Append(CultureInfo.InvariantCulture, $"| `{item.Term.Replace("|", @"\|", StringComparison.Ordinal)}` | {Escape(item.Meaning)} |\n");
                    break;
                case HelpBlock.Example example:
                    text.Append(CultureInfo.InvariantCulture, $"\n{Escape(example.Meaning)}\n\n```sh\n{example.Command}\n```\n");
                    break;
            }

            before = block;
        }

        if (before is HelpBlock.Usage) text.Append("```\n");
    }

    // Escapes characters that Markdown would read as a link, a tag, emphasis or the end of a cell.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (letter is '*' or '_' or '<' or '[' or ']' or '|' or '`' or '\\') escaped.Append('\\');
            escaped.Append(letter);
        }

        return escaped.ToString();
    }
}
