using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.RuleFiles;

namespace MetricsSimulator.Cli.Http;

/// <summary>Reads fields of a body that several requests have.</summary>
internal static class BodyFields
{
    /// <summary>A text; null if it is not given, or wrong.</summary>
    /// <param name="body">The body.</param>
    /// <param name="name">The name of the field.</param>
    /// <param name="errors">Receives what is wrong with it.</param>
    /// <param name="allowsNumber">Whether a number will do, as it is written.</param>
    /// <param name="expected">What the text must be, for errors; empty for any text.</param>
    public static string? TextOf(JsonElement body, string name, ImmutableArray<FieldError>.Builder errors, bool allowsNumber = false, string expected = "")
    {
        if (!body.TryGetProperty(name, out var value)) return null;
        if (value.ValueKind == JsonValueKind.String) return value.GetString();
        if (allowsNumber && value.ValueKind == JsonValueKind.Number) return value.GetRawText();
        errors.Add(new FieldError(name, $"must be a text{(expected.Length == 0 ? "" : $" with {expected}")}, got {value.GetRawText()}"));
        return null;
    }

    /// <summary>The file of rules whose text is in the field <c>rules</c>; null if it is missing or wrong.</summary>
    /// <param name="body">The body.</param>
    /// <param name="errors">Receives what is wrong with it, with lines and columns of the file.</param>
    public static RuleFile? RulesOf(JsonElement body, ImmutableArray<FieldError>.Builder errors)
    {
        if (TextOf(body, "rules", errors) is not { } text)
        {
            if (!body.TryGetProperty("rules", out _)) errors.Add(new FieldError("rules", "is missing. It has the text of a file of rules for Prometheus"));
            return null;
        }

        var read = RuleFileReader.Read(Encoding.UTF8.GetBytes(text), "rules");
        foreach (var error in read.Errors) errors.Add(new FieldError("rules", (error with { Explanation = null }).ToString()["rules:".Length..].Trim().TrimEnd('.'), error.Explanation));
        return read.File;
    }
}
