using System.Globalization;

namespace MetricsSimulator.Formats.Negotiation;

/// <summary>One clause of an <c>Accept</c> header: a range of media types, its weight, and its version.</summary>
/// <param name="Type">The type, or <c>*</c>.</param>
/// <param name="Subtype">The subtype, or <c>*</c>.</param>
/// <param name="Weight">The parameter <c>q</c>: 1 when absent, 0 when it is not a number.</param>
/// <param name="Version">The parameter <c>version</c>; empty when absent.</param>
/// <param name="Escaping">The parameter <c>escaping</c>; empty when absent.</param>
internal sealed record AcceptClause(string Type, string Subtype, double Weight, string Version, string Escaping)
{
    /// <summary>
    /// Reads a clause as Go's package goautoneg does, which prometheus/common uses: it trims only spaces, distinguishes upper and lower case, and ignores
    /// what it cannot read.
    /// </summary>
    /// <returns>Null if the whole clause is ignored.</returns>
    public static AcceptClause? Parse(string text)
    {
        var parts = text.Trim(' ').Split(';');
        var range = parts[0].Split('/');
        var type = range[0].Trim(' ');
        var subtype = range.Length > 1 ? range[1] : "";
        if (range.Length > 3 || (range.Length == 3 && range[2].Length > 0)) return null;
        if (range.Length == 1 || (range.Length == 2 && subtype.Length == 0))
        {
            if (type != "*") return null;
            subtype = "*";
        }

        var weight = 1.0;
        var version = "";
        var escaping = "";
        foreach (var part in parts.AsSpan(1))
        {
            var pair = part.Split('=');
            var isPair = (pair.Length == 2 && pair[1].Length > 0) || (pair.Length == 3 && pair[2].Length == 0);
            if (!isPair) continue;
            var name = pair[0].Trim(' ');
            if (name == "q") weight = ParseWeight(pair[1]);
            else if (name == "version") version = pair[1].Trim(' ');
            else if (name == "escaping") escaping = pair[1].Trim(' ');
        }

        return new AcceptClause(type, subtype.Trim(' '), weight, version, escaping);
    }

    /// <summary>Whether this clause is considered before another one that comes earlier in the header.</summary>
    public bool Precedes(AcceptClause other) =>
        Weight > other.Weight || (Type != "*" && other.Type == "*") || (Subtype != "*" && other.Subtype == "*");

    private static double ParseWeight(string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var weight)
            ? weight
            : 0;
}
