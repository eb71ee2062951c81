namespace MetricsSimulator.Test.Documentation;

/// <summary>A fenced block of a page.</summary>
/// <param name="Info">The text after the opening fence: the language, and attributes for tests.</param>
/// <param name="Lines">The lines between the fences.</param>
/// <param name="Line">The number of the first of them.</param>
internal sealed record MarkdownBlock(string Info, IReadOnlyList<string> Lines, int Line)
{
    /// <summary>The first word of <see cref="Info"/>.</summary>
    public string Language => Info.Split(' ')[0];

    /// <summary>The value of <c>name=value</c> in <see cref="Info"/>.</summary>
    public string Setting(string name) => Info.Split(' ').Single(word => word.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];
}
