using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MetricsSimulator.Configuration.Yaml;

/// <summary>Writes nodes as YAML that reads back as the same nodes.</summary>
internal static class YamlText
{
    /// <summary>A document: maps in block style, lists of plain values in one line.</summary>
    /// <param name="root">The document's root.</param>
    /// <param name="comments">Lines before the document, without <c># </c>.</param>
    public static string Document(Node root, params ReadOnlySpan<string> comments)
    {
        using var text = new StringWriter { NewLine = "\n" };
        foreach (var comment in comments) text.WriteLine($"# {comment}");
        Emit(root, text, isFlow: false);
        return text.ToString();
    }

    /// <summary>A value in one line.</summary>
    public static string Flow(Node node)
    {
        using var text = new StringWriter { NewLine = "\n" };
        Emit(node, text, isFlow: true);
        return text.ToString().TrimEnd('\n');
    }

    private static void Emit(Node root, TextWriter text, bool isFlow)
    {
        var emitter = new Emitter(text, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024, skipAnchorName: true, indentSequences: true, newLine: "\n"));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Emit(root, emitter, isFlow);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
    }

    private static void Emit(Node node, Emitter emitter, bool isFlow)
    {
        switch (node)
        {
            case ScalarNode scalar:
                emitter.Emit(scalar.IsPlain ? new Scalar(scalar.Text) : Text(scalar.Text));
                break;
            case ListNode list:
                var isShort = isFlow || list.Items.All(item => item is ScalarNode);
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, isShort ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var item in list.Items) Emit(item, emitter, isShort);
                emitter.Emit(new SequenceEnd());
                break;
            case MapNode map:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, isFlow || map.Entries.IsEmpty ? MappingStyle.Flow : MappingStyle.Block));
                foreach (var entry in map.Entries)
                {
                    emitter.Emit(Text(entry.Name));
                    Emit(entry.Value, emitter, isFlow);
                }

                emitter.Emit(new MappingEnd());
                break;
        }
    }

    private static Scalar Text(string text)
    {
        var isSafe = text.Length is > 0 and <= 1024 && !CoreSchema.IsSpecial(text) && char.IsAsciiLetterOrDigit(text[0]) && !char.IsWhiteSpace(text[^1])
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '_' or '-' or '.' or '/' or '(' or ')');
        return new Scalar(AnchorName.Empty, TagName.Empty, text, isSafe ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted, isPlainImplicit: isSafe, isQuotedImplicit: true);
    }
}
