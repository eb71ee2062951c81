using System.Globalization;
using MetricsSimulator.Formats.Expositions;

namespace MetricsSimulator.Formats.Negotiation;

/// <summary>The <c>Accept-Encoding</c> header of a scrape.</summary>
public static class AcceptEncodingHeader
{
    /// <summary>
    /// Chooses gzip if the header allows it: by name (or <c>x-gzip</c>), or else by <c>*</c>, with a weight that is not 0. Otherwise it chooses identity,
    /// even if the header excludes that.
    /// </summary>
    /// <param name="header">The values of all <c>Accept-Encoding</c> headers, separated by commas; null if there are none.</param>
    /// <remarks>Source: RFC 9110, section 12.5.3. The choice ignores weights: gzip is better for every client that can read it.</remarks>
    public static ContentCoding Negotiate(string? header)
    {
        bool? named = null;
        bool? any = null;
        foreach (var part in (header ?? "").AsSpan().Split(','))
        {
            var clause = header.AsSpan()[part];
            var end = clause.IndexOf(';');
            var name = (end < 0 ? clause : clause[..end]).Trim();
            var isAllowed = end < 0 || Weight(clause[(end + 1)..]) > 0;
            if (name.Equals("gzip", StringComparison.OrdinalIgnoreCase) || name.Equals("x-gzip", StringComparison.OrdinalIgnoreCase))
                named = isAllowed;
            else if (name is "*")
                any = isAllowed;
        }

        return named ?? any ?? false ? ContentCoding.Gzip : ContentCoding.Identity;
    }

    private static double Weight(ReadOnlySpan<char> parameters)
    {
        parameters = parameters.Trim();
        if (!parameters.StartsWith("q=", StringComparison.OrdinalIgnoreCase)) return 1;
        return double.TryParse(parameters[2..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) ? weight : 0;
    }
}
