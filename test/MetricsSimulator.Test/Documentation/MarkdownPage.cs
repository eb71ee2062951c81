using System.Text.RegularExpressions;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Documentation;

/// <summary>A page of documentation, with what can be wrong about it: links, anchors, names and blocks.</summary>
internal sealed partial class MarkdownPage
{
    private readonly List<(int Line, string Text)> _prose = [];

    /// <summary>Reads a page.</summary>
    /// <param name="path">Its path from the root of the repository.</param>
    /// <param name="text">Its text.</param>
    public MarkdownPage(string path, string text)
    {
        Path = path;
        Text = text;
        var blocks = new List<MarkdownBlock>();
        List<string>? block = null;
        var info = "";
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                if (block is null) _prose.Add((i + 1, lines[i]));
                else block.Add(lines[i]);
            }
            else if (block is null)
            {
                (block, info) = ([], lines[i][3..]);
            }
            else
            {
                blocks.Add(new MarkdownBlock(info, block, i + 1 - block.Count));
                block = null;
            }
        }

        Blocks = blocks;
    }

    /// <summary>All pages of the repository.</summary>
    public static IReadOnlyList<MarkdownPage> All { get; } =
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(file => System.IO.Path.GetRelativePath(Repository.Root, file))
            .Order(StringComparer.Ordinal)
            .Select(Read),
    ];

    /// <summary>The paths of all pages, for theories.</summary>
    public static TheoryData<string> Paths => [.. All.Select(page => page.Path)];

    /// <summary>The path from the root of the repository.</summary>
    public string Path { get; }

    /// <summary>The whole text.</summary>
    public string Text { get; }

    /// <summary>The fenced blocks.</summary>
    public IReadOnlyList<MarkdownBlock> Blocks { get; }

    /// <summary>The targets of the links and pictures in the prose, with their lines.</summary>
    public IEnumerable<(int Line, string Target)> Links =>
        _prose.SelectMany(line => Link().Matches(Code().Replace(line.Text, "")).Select(match => (line.Line, match.Groups[1].Value)));

    /// <summary>The text between backquotes in the prose, with its line.</summary>
    public IEnumerable<(int Line, string Code)> CodeSpans =>
        _prose.SelectMany(line => Code().Matches(line.Text).Select(match => (line.Line, match.Groups[1].Value)));

    /// <summary>What can be linked to within the page: its headings as GitHub spells them.</summary>
    public IEnumerable<string> Anchors => _prose
        .Where(line => line.Text.StartsWith('#'))
        .Select(line => NoAnchor().Replace(line.Text.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    /// <summary>The rows of the tables under a heading, without their heads, as cells.</summary>
    public IEnumerable<IReadOnlyList<string>> TableRows(string heading) => _prose
        .SkipWhile(line => line.Text != heading)
        .Skip(1)
        .TakeWhile(line => !line.Text.StartsWith(heading[..(heading.LastIndexOf('#') + 1)] + " ", StringComparison.Ordinal))
        .Where(line => line.Text.StartsWith('|'))
        .Select(IReadOnlyList<string> (line) => [.. line.Text.Trim('|').Split('|').Select(cell => cell.Trim())])
        .Where(cells => !cells[0].StartsWith("---", StringComparison.Ordinal) && cells[0] is not ("word" or "law" or "what" or "command"));

    /// <summary>Reads a page of the repository.</summary>
    public static MarkdownPage Read(string path) => new(path, File.ReadAllText(System.IO.Path.Combine(Repository.Root, path)));

    [GeneratedRegex(@"\]\(([^)\s]+)\)", RegexOptions.None, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("`([^`]+)`", RegexOptions.None, 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.None, 1000)]
    private static partial Regex NoAnchor();
}
