namespace MetricsSimulator.Configuration.Errors;

/// <summary>An error in a file, which a user has to correct.</summary>
/// <param name="Place">The place of the error.</param>
/// <param name="Path">The keys that lead to it, <c>metrics.token_usage.volatility</c>; empty for the file as a whole.</param>
/// <param name="Message">The rule and the value found, without a full stop: <c>must be 0 or more, got -50</c>.</param>
/// <param name="Explanation">The meaning of the key, or what to do; null for nothing.</param>
public sealed record ConfigurationError(Place Place, string Path, string Message, string? Explanation = null)
{
    /// <summary>The key that is missing at <see cref="Path"/>; null if something else is wrong.</summary>
    public MissingKey? Missing { get; init; }

    /// <summary><c>file:line:column: path: message.</c> and, on a line of its own and indented, the explanation.</summary>
    public override string ToString()
    {
        const int Limit = 200;
        var path = Path.Length == 0 ? "" : Path.Length <= Limit ? $"{Path}: " : $"{Path[..Limit]}…: ";
        var stop = Message.EndsWith('.') || Message.EndsWith('?') ? "" : ".";
        var explanation = Explanation is null ? "" : $"\n  {PrintableText.Of(Explanation)}";
        return $"{PrintableText.Of($"{Place}: {path}{Message}{stop}")}{explanation}";
    }
}
