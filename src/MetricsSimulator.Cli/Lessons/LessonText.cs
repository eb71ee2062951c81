using System.Text;
using System.Text.RegularExpressions;
using MetricsSimulator.Cli.Help;

namespace MetricsSimulator.Cli.Lessons;

/// <summary>The Markdown of a lesson as text for a terminal.</summary>
internal static partial class LessonText
{
    /// <summary>Lays Markdown out.</summary>
    /// <param name="markdown">Paragraphs, lists, headings and blocks of code. Figures are left out, and links are only their words.</param>
    /// <param name="width">The columns of the terminal.</param>
    /// <returns>Lines, each ended by a line feed.</returns>
    public static string Of(string markdown, int width)
    {
        var text = new StringBuilder();
        var paragraph = new StringBuilder();
        var isCode = false;
        foreach (var line in markdown.Split('\n'))
        {
            var isFence = line.StartsWith("```", StringComparison.Ordinal);
            if (isFence || isCode || line.Length == 0 || line[0] is '#' or '-' or '|' or '!') EndParagraph();
            if (isFence) isCode = !isCode;
            else if (isCode) text.Append("    ").Append(line).Append('\n');
            else if (line.StartsWith('#')) text.Append(line.TrimStart('#', ' ')).Append('\n');
            else if (line.StartsWith('|')) text.Append(line).Append('\n');
            else if (line.Length == 0) text.Append('\n');
            else if (!line.StartsWith("![", StringComparison.Ordinal)) paragraph.Append(' ').Append(line.Trim());
        }

        EndParagraph();
        return text.ToString();

        void EndParagraph()
        {
            var words = Link().Replace(paragraph.ToString(), "$1").Trim();
            paragraph.Clear();
            var indent = words.StartsWith("- ", StringComparison.Ordinal) ? "  " : "";
            var isFirst = true;
            foreach (var line in HelpText.Wrap(words, width, width - indent.Length))
            {
                text.Append(isFirst ? "" : indent).Append(line).Append('\n');
                isFirst = false;
            }
        }
    }

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
