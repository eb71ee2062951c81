using System.Collections.Immutable;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Values;

/// <summary>One of a few words.</summary>
internal sealed class ChoiceKind<T>(params ImmutableArray<(string Word, T Value)> choices) : ValueKind<T>
    where T : notnull
{
    /// <summary>The words for a sentence: <c>counter, gauge or histogram</c>.</summary>
    public string Expected => string.Join(", ", choices.SkipLast(1).Select(choice => choice.Word)) + " or " + choices[^1].Word;

    public override string Description => string.Join(", ", choices.Select(choice => $"`{choice.Word}`"));

    public override MapNode Schema => JsonSchema.Of(("enum", JsonSchema.Texts(choices.Select(choice => choice.Word))));

    public override bool TryRead(Cursor at, out T value)
    {
        value = choices[0].Value;
        if (at.Node is not ScalarNode { IsEmpty: false } scalar) return at.ReportMismatch(Expected);
        foreach (var choice in choices)
        {
            if (choice.Word != scalar.Text) continue;
            value = choice.Value;
            return true;
        }

        return at.Report($"must be {Expected}, got '{scalar.Text}'{Spelling.Suggestion(scalar.Text, choices.Select(choice => choice.Word))}");
    }

    public override Node Write(T value) => ScalarNode.OfText(choices.First(choice => choice.Value.Equals(value)).Word);
}
