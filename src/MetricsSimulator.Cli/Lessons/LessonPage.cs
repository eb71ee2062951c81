using System.Collections.Immutable;
using System.Globalization;

namespace MetricsSimulator.Cli.Lessons;

/// <summary>The page of a lesson, in its parts. Immutable.</summary>
/// <remarks>
/// A page is Markdown with this shape: a title <c># 1. Words</c>; a line <c>*20 minutes.*</c>; an introduction; a section <c>## Steps</c> with a subsection <c>### 1. Words</c>
/// for each step; other sections; and a section <c>## Exercises</c> with a numbered list.
/// </remarks>
/// <param name="Title">The title without the number.</param>
/// <param name="Minutes">How long the lesson takes, in minutes.</param>
/// <param name="Introduction">What you will be able to do, as Markdown: all in front of the command that starts the lesson.</param>
/// <param name="Steps">The steps, as Markdown, each with its heading.</param>
/// <param name="Questions">The questions of the exercises, each as one line of Markdown.</param>
internal sealed record LessonPage(string Title, int Minutes, string Introduction, ImmutableArray<string> Steps, ImmutableArray<string> Questions)
{
    private const string Fence = "```";
    private const string TitleMark = "# ";
    private const string SectionMark = "## ";
    private const string StepMark = "### ";

    /// <summary>Reads a page.</summary>
    /// <param name="markdown">The page.</param>
    /// <exception cref="FormatException">The page has another shape.</exception>
    public static LessonPage Parse(string markdown)
    {
        var sections = Split(markdown.ReplaceLineEndings("\n"), SectionMark);
        var head = sections[0].Split('\n');
        var title = AfterNumber(head[0], TitleMark);
        var minutes = Array.FindIndex(head, line => line.StartsWith('*') && line.Contains(" minutes", StringComparison.Ordinal));
        if (title is null || minutes < 0 || !int.TryParse(head[minutes][1..head[minutes].IndexOf(' ', StringComparison.Ordinal)], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            throw new FormatException($"A lesson begins with '# 1. Title' and a line '*20 minutes.*', got '{head[0]}'.");
        return new LessonPage(title, length, string.Join('\n', head[(minutes + 1)..].TakeWhile(line => !line.StartsWith(Fence, StringComparison.Ordinal))).Trim('\n'), [.. Split(SectionOf("Steps"), StepMark)[1..]], [.. QuestionsOf(SectionOf("Exercises"))]);

        string SectionOf(string name) =>
            sections.FirstOrDefault(section => section.StartsWith($"{SectionMark}{name}\n", StringComparison.Ordinal)) ?? throw new FormatException($"A lesson has a section '{SectionMark}{name}'.");
    }

    // The part before the first mark, and those that begin with one. A mark in a block of code is none.
    private static List<string> Split(string markdown, string mark)
    {
        var parts = new List<List<string>> { new() };
        var isCode = false;
        foreach (var line in markdown.Split('\n'))
        {
            if (line.StartsWith(Fence, StringComparison.Ordinal)) isCode = !isCode;
            if (!isCode && line.StartsWith(mark, StringComparison.Ordinal)) parts.Add([]);
            parts[^1].Add(line);
        }

        return parts.ConvertAll(lines => string.Join('\n', lines).Trim('\n') + "\n");
    }

    private static IEnumerable<string> QuestionsOf(string section)
    {
        string? question = null;
        foreach (var line in section.Split('\n').Skip(1))
        {
            if (AfterNumber(line, "") is { } begun)
            {
                if (question is not null) yield return question;
                question = begun;
            }
            else if (question is not null && line.StartsWith("   ", StringComparison.Ordinal))
            {
                question += " " + line.Trim();
            }
            else if (question is not null)
            {
                yield return question;
                question = null;
            }
        }

        if (question is not null) yield return question;
    }

    // As in '1. Words', after a mark.
    private static string? AfterNumber(string line, string mark)
    {
        if (!line.StartsWith(mark, StringComparison.Ordinal)) return null;
        var rest = line.AsSpan(mark.Length);
        var digits = rest.IndexOfAnyExceptInRange('0', '9');
        return digits > 0 && rest[digits..].StartsWith(". ") ? rest[(digits + 2)..].Trim().ToString() : null;
    }
}
