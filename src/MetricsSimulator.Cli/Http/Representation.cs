using Microsoft.Net.Http.Headers;

namespace MetricsSimulator.Cli.Http;

/// <summary>Chooses the content type of an answer that can be given in several.</summary>
internal static class Representation
{
    /// <summary>The content type that browsers show instead of saving it.</summary>
    public const string Readable = "text/plain; charset=utf-8";

    private static readonly MediaTypeHeaderValue s_page = new("text/html");

    /// <summary>
    /// The content type that the client prefers; of several equal ones, the first. It is <see cref="Readable"/> for a client that prefers
    /// a page, such as a browser, and the first type if the client accepts none. It also sets headers: the answer depends on <c>Accept</c>, and its type must not be guessed.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="offered">The content types.</param>
    /// <remarks>Source: RFC 9110, 12.5.1.</remarks>
    public static string Choose(HttpContext context, params ReadOnlySpan<string> offered)
    {
        context.Response.Headers.Vary = "Accept";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        var accepted = context.Request.GetTypedHeaders().Accept;
        if (accepted.Count == 0) return offered[0];
        var best = offered[0];
        var most = 0.0;
        foreach (var type in offered)
        {
            var quality = QualityOf(MediaTypeHeaderValue.Parse(type), accepted);
            if (quality > most) (best, most) = (type, quality);
        }

        return QualityOf(s_page, accepted) > most ? Readable : best;
    }

    /// <summary>Whether a client names pages among the types that it accepts, as browsers do, and does not ask for the list of endpoints with <c>?list</c>.</summary>
    public static bool IsPage(HttpContext context) =>
        !context.Request.Query.ContainsKey("list")
        && context.Request.GetTypedHeaders().Accept.Any(clause => clause.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) && clause.Quality != 0);

    // The most specific clause applies.
    private static double QualityOf(MediaTypeHeaderValue type, IList<MediaTypeHeaderValue> accepted)
    {
        var clause = accepted.Where(clause => clause.MatchesAllTypes
                || (clause.Type.Equals(type.Type, StringComparison.OrdinalIgnoreCase) && (clause.MatchesAllSubTypes || clause.SubType.Equals(type.SubType, StringComparison.OrdinalIgnoreCase))))
            .MaxBy(clause => clause.MatchesAllTypes ? 0 : clause.MatchesAllSubTypes ? 1 : 2);
        return clause is null ? 0 : clause.Quality ?? 1;
    }
}
