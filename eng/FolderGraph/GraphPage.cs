namespace FolderGraph;

/// <summary>A page of the documentation that shows the graph.</summary>
internal static class GraphPage
{
    private const string Begin = "<!-- folders: made by `make docs` -->\n";
    private const string End = "<!-- end of folders -->\n";

    /// <summary>Returns the page with the graph between its marks.</summary>
    /// <param name="page">The text of the page.</param>
    /// <param name="graph">The graph.</param>
    /// <exception cref="InvalidDataException">The page has no marks.</exception>
    public static string Write(string page, string graph)
    {
        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = page.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin) throw new InvalidDataException($"The page has no place for the graph: it needs the lines '{Begin.TrimEnd()}' and '{End.TrimEnd()}'.");
        return $"{page[..(begin + Begin.Length)]}\n```text\n{graph}```\n\n{page[end..]}";
    }
}
