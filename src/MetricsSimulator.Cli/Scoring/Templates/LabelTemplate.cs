using System.Text;
using MetricsSimulator.Scoring;

namespace MetricsSimulator.Cli.Scoring.Templates;

/// <summary>The value of a label that a rule adds. <c>{{ $labels.x }}</c> in it stands for a label of the result; other templates are left as they are.</summary>
/// <remarks>Source: prometheus/prometheus, docs/configuration/template_reference.md, "Data".</remarks>
internal static class LabelTemplate
{
    private const string Open = "{{";
    private const string Close = "}}";

    /// <summary>The first template in a text that is left as it is; null if there is none.</summary>
    public static string? UnknownIn(string text)
    {
        var at = 0;
        while (Next(text, at) is var (begin, end))
        {
            if (LabelIn(text[begin..end]) is null) return text[begin..end];
            at = end;
        }

        return null;
    }

    /// <summary>The text with the labels of a result in place of templates; a label that the result does not have is empty.</summary>
    public static string Expand(string text, SortedLabels labels)
    {
        if (!text.Contains(Open, StringComparison.Ordinal)) return text;
        var expanded = new StringBuilder();
        var at = 0;
        while (Next(text, at) is var (begin, end))
        {
            expanded.Append(text, at, begin - at);
            var template = text[begin..end];
            expanded.Append(LabelIn(template) is { } label ? labels.ValueOf(label) : template);
            at = end;
        }

        return expanded.Append(text, at, text.Length - at).ToString();
    }

    private static (int Begin, int End)? Next(string text, int from)
    {
        var begin = text.IndexOf(Open, from, StringComparison.Ordinal);
        if (begin < 0) return null;
        var end = text.IndexOf(Close, begin, StringComparison.Ordinal);
        return (begin, end < 0 ? text.Length : end + Close.Length);
    }

    // The label of {{ $labels.name }} or {{ .Labels.name }}; null for other templates.
    private static string? LabelIn(string template)
    {
        if (!template.EndsWith(Close, StringComparison.Ordinal)) return null;
        var inside = template[Open.Length..^Close.Length].Trim();
        var dot = inside.LastIndexOf('.');
        if (dot < 0 || inside[..dot] is not ("$labels" or ".Labels")) return null;
        var name = inside[(dot + 1)..];
        return name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? name : null;
    }
}
