using System.Collections.Immutable;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Values;

/// <summary>One of a few words.</summary>
internal sealed class ChoiceKind<T>(params ImmutableArray<(string Word, T Value)> choices) : ValueKind<T>
    where T : notnull
{
    public override string Description => string.Join(", ", choices.Select(choice => $"`{choice.Word}`"));

    public override MapNode Schema => JsonSchema.Of(("enum", JsonSchema.Texts(choices.Select(choice => choice.Word))));

    public override bool TryRead(Cursor at, out T value)
    {
        value = choices[0].Value;
        var words = choices.Select(choice => choice.Word);
        var expected = string.Join(", ", words.SkipLast(1)) + " or " + choices[^1].Word;
        if (at.Node is not ScalarNode { IsEmpty: false } scalar) return at.ReportMismatch(expected);
        foreach (var choice in choices)
        {
            if (choice.Word != scalar.Text) continue;
            value = choice.Value;
            return true;
        }

        return at.Report($"must be {expected}, got '{scalar.Text}'{Spelling.Suggestion(scalar.Text, words)}");
    }

    public override Node Write(T value) => ScalarNode.OfText(choices.First(choice => choice.Value.Equals(value)).Word);
}
