namespace MetricsSimulator.Test.Documentation;

/// <summary>Output as a page shows it: lines, and <c>…</c> for any number of them.</summary>
internal static class OutputPattern
{
    private const string AnyLines = "…";

    /// <summary>Whether output is what a page shows.</summary>
    public static bool Matches(ReadOnlySpan<string> shown, ReadOnlySpan<string> output)
    {
        if (shown.IsEmpty) return output.IsEmpty;
        if (shown[0] != AnyLines) return !output.IsEmpty && shown[0] == output[0] && Matches(shown[1..], output[1..]);
        for (var skipped = 0; skipped <= output.Length; skipped++)
            if (Matches(shown[1..], output[skipped..])) return true;
        return false;
    }

    /// <summary>The lines of an output, whatever ends them.</summary>
    public static string[] Lines(string output) => output.Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n') is { Length: > 0 } text ? text.Split('\n') : [];
}
