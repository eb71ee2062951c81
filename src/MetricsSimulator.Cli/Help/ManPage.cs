using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MetricsSimulator.Cli.Help;

/// <summary>Writes help texts as manual pages, in the macros of man(7).</summary>
internal static partial class ManPage
{
    // The width that mandoc(1) recommends for a line.
    private const int Width = 80;

    /// <summary>The name of the file in which <c>man</c> finds a page.</summary>
    /// <param name="page">The page.</param>
    public static string FileOf(HelpPage page) => NameOf(page) + ".1";

    /// <summary>The manual page.</summary>
    /// <param name="page">The text.</param>
    /// <param name="version">The version of the program.</param>
    /// <param name="date">The date of the page.</param>
    /// <returns>Lines of roff, each ended by a line feed.</returns>
    public static string Of(HelpPage page, string version, DateTimeOffset date)
    {
        var name = NameOf(page);
        var roff = new StringBuilder();
        // The name of the manual would not fit between the two names in the header.
        roff.Append(CultureInfo.InvariantCulture, $".TH {Escape(name.ToUpperInvariant())} 1 {date:yyyy-MM-dd} \"{Escape(version)}\" \"\"\n");
        // Readers copy commands, so words are not divided, and lines are aligned to the left.
        roff.Append(".nh\n.ad l\n");
        roff.Append(".SH NAME\n");
        Write(roff, $"{Escape(name)} \\- {Escape(page.Summary.TrimEnd('.'))}");
        var details = page.Sections.FirstOrDefault(section => section.Title is null)?.Blocks ?? [];
        foreach (var section in page.Sections)
        {
            if (section.Title is null) continue;
            var isUsage = section.Blocks is [HelpBlock.Usage, ..];
            Write(roff, isUsage ? "Synopsis" : section.Title, section.Blocks);
            if (isUsage) Write(roff, "Description", [new HelpBlock.Paragraph(page.Summary), .. details]);
        }

        return roff.ToString();
    }

    private static void Write(StringBuilder roff, string title, ImmutableArray<HelpBlock> blocks)
    {
        roff.Append(CultureInfo.InvariantCulture, $".SH {Escape(title.ToUpperInvariant())}\n");
        HelpBlock? before = null;
        foreach (var block in blocks)
        {
            switch (block)
            {
                case HelpBlock.Paragraph paragraph:
                    if (before is not null) roff.Append(".PP\n");
                    Write(roff, Escape(paragraph.Text));
                    break;
                case HelpBlock.Usage usage:
                    if (before is not null) roff.Append(".br\n");
                    Write(roff, Marked(usage.Text));
                    break;
                case HelpBlock.Item item:
                    roff.Append(CultureInfo.InvariantCulture, $".TP\n{Marked(item.Term)}\n");
                    Write(roff, Escape(item.Meaning));
                    break;
                case HelpBlock.Example example:
                    if (before is not null) roff.Append(".PP\n");
                    Write(roff, Escape(example.Meaning));
                    // Commands are broken for a terminal of the usual width, minus a wide margin.
                    var command = string.Join("\n  ", HelpText.WrapCommand(example.Command, HelpText.UsualWidth - 20));
                    roff.Append(CultureInfo.InvariantCulture, $".PP\n.RS 4\n.nf\n{Escape(command)}\n.fi\n.RE\n");
                    break;
            }

            before = block;
        }
    }

    private static string NameOf(HelpPage page) => page.Name.Replace(' ', '-');

    // A line that begins with a dot would be a request.
    private static void Write(StringBuilder roff, string escaped)
    {
        foreach (var line in HelpText.Wrap(escaped, Width, Width)) roff.Append(line[0] == '.' ? @"\&" : "").Append(line).Append('\n');
    }

    // Literal text is bold. Placeholders are in italics and capitals.
    private static string Marked(string text) => Placeholder().Replace(
        $@"\fB{Escape(text)}\fR", match => $@"\fI{match.Value}\fB");

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            escaped.Append(letter switch
            {
                '\\' => @"\e",
                '-' => @"\-",
                '\'' => @"\(aq",
                '`' => @"\(ga",
                '^' => @"\(ha",
                '~' => @"\(ti",
                '…' => "...",
                _ => letter.ToString(),
            });
        }

        return escaped.ToString();
    }

    [GeneratedRegex(@"(?<![\w\\(])[A-Z](?:[A-Z|=/]|: (?=[A-Z]))*(?!\w)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
