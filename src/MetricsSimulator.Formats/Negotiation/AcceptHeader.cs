using MetricsSimulator.Formats.Expositions;

namespace MetricsSimulator.Formats.Negotiation;

/// <summary>The <c>Accept</c> header of a scrape.</summary>
public static class AcceptHeader
{
    // Further clauses are ignored: no scraper sends that many, and sorting takes time in proportion to the square of their number.
    private const int MaximumClauses = 64;

    // Prometheus documentation, "UTF-8 metric and label name escaping schemes".
    private static readonly string[] s_schemes = ["allow-utf-8", "underscores", "dots", "values"];

    /// <summary>
    /// Chooses the format of the answer. If no clause matches, it is text 0.0.4; there is never an error.
    /// </summary>
    /// <param name="header">The first <c>Accept</c> header of the request; null if there is none.</param>
    /// <remarks>
    /// <para>
    /// Source: prometheus/common, expfmt/encode.go, <c>NegotiateAccept</c>, including its quirks. Clauses are sorted by falling weight, those with
    /// <c>*</c> last, and a weight of 0 does not exclude. OpenMetrics without a version means 0.0.1, and text without one 0.0.4; a <c>*</c> without a
    /// version matches nothing. The escaping scheme is the last known one in the clauses up to the one that matches.
    /// </para>
    /// <para>
    /// Source for the scheme in the answer: Prometheus documentation, "Scrape protocol content negotiation", section "Content-Type Response". If the scraper names none,
    /// an answer in OpenMetrics names none either, and one in text 1.0.0, which is as old as the schemes, names the default, underscores.
    /// </para>
    /// </remarks>
    public static NegotiatedFormat Negotiate(string? header)
    {
        if (string.IsNullOrEmpty(header)) return NegotiatedFormat.Of(ExpositionFormats.Default, "");
        var escaping = "";
        foreach (var clause in Sorted(header))
        {
            if (s_schemes.Contains(clause.Escaping, StringComparer.Ordinal)) escaping = clause.Escaping;
            foreach (var format in ExpositionFormats.All)
                if (Asks(clause, format)) return NegotiatedFormat.Of(format, escaping);
        }

        return NegotiatedFormat.Of(ExpositionFormats.Default, "");
    }

    private static bool Asks(AcceptClause clause, ExpositionFormat format)
    {
        if (clause.Type != "*" && clause.Type != format.Type) return false;
        if (clause.Subtype != "*" && clause.Subtype != format.Subtype) return false;
        if (clause.Version.Length > 0) return clause.Version == format.Version;
        return format.IsDefaultVersion && clause.Type == format.Type && clause.Subtype == format.Subtype;
    }

    private static List<AcceptClause> Sorted(string header)
    {
        var clauses = new List<AcceptClause>();
        foreach (var text in header.Split(',', MaximumClauses + 1).Take(MaximumClauses))
        {
            if (AcceptClause.Parse(text) is not { } clause) continue;

            // Insertion sort, as in Go for short lists. The comparison is not a proper ordering, so another algorithm would give another result.
            clauses.Add(clause);
            for (var i = clauses.Count - 1; i > 0 && clauses[i].Precedes(clauses[i - 1]); i--)
                (clauses[i], clauses[i - 1]) = (clauses[i - 1], clauses[i]);
        }

        return clauses;
    }
}
