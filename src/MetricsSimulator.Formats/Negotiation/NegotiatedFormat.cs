using MetricsSimulator.Formats.Expositions;

namespace MetricsSimulator.Formats.Negotiation;

/// <summary>The format of an answer to a scraper.</summary>
/// <param name="Format">The format.</param>
/// <param name="Escaping">The scheme by which names outside <c>[a-zA-Z_:][a-zA-Z0-9_:]*</c> are escaped; empty if the answer does not name one.</param>
public readonly record struct NegotiatedFormat(ExpositionFormat Format, string Escaping)
{
    /// <summary>The answer in a format.</summary>
    /// <param name="format">The format.</param>
    /// <param name="asked">The scheme that the scraper asks for; empty for none.</param>
    internal static NegotiatedFormat Of(ExpositionFormat format, string asked) =>
        new(format, format.DefaultEscaping is { } absent ? asked.Length == 0 ? absent : asked : "");

    /// <summary>The <c>Content-Type</c> of the answer.</summary>
    public string ContentType => Escaping.Length == 0 ? Format.ContentType : $"{Format.ContentType}; escaping={Escaping}";
}
