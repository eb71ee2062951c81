using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace MetricsSimulator.Configuration.Yaml;

/// <summary>
/// The meaning of unquoted text: the core schema of YAML 1.2.2, section 10.3.2. <c>yes</c>, <c>on</c> and <c>1_000</c> are texts. Thread-safe.
/// </summary>
internal static class CoreSchema
{
    private static readonly SearchValues<char> s_floatCharacters = SearchValues.Create("0123456789+-.eE");

    public static bool TryBoolean(string text, out bool value)
    {
        value = text is "true" or "True" or "TRUE";
        return value || text is "false" or "False" or "FALSE";
    }

    public static bool TryWhole(string text, out BigInteger value)
    {
        value = default;
        // No key takes a longer number, and the time to parse it would grow with its square.
        if (text.Length is 0 or > 64) return false;
        if (text.StartsWith("0x", StringComparison.Ordinal))
            return text.Length > 2 && BigInteger.TryParse("0" + text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        if (text.StartsWith("0o", StringComparison.Ordinal)) return TryOctal(text.AsSpan(2), out value);
        return BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Whether the text is a number, <c>.inf</c> and <c>.nan</c> included. A number too large for a double is infinite.</summary>
    public static bool TryNumber(string text, out double value)
    {
        if (TryWhole(text, out var whole))
        {
            // This gives the double nearest to the digits. The conversion from BigInteger would truncate.
            return text.StartsWith('0') && text.Length > 1 && !char.IsAsciiDigit(text[1])
                ? Take((double)whole, out value)
                : Take(double.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), out value);
        }

        switch (text)
        {
            case ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF": return Take(double.PositiveInfinity, out value);
            case "-.inf" or "-.Inf" or "-.INF": return Take(double.NegativeInfinity, out value);
            case ".nan" or ".NaN" or ".NAN": return Take(double.NaN, out value);
        }

        value = 0;
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return !text.AsSpan().ContainsAnyExcept(s_floatCharacters) && double.TryParse(text, Style, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Whether an unquoted text would mean something other than this text.</summary>
    public static bool IsSpecial(string text) =>
        text.Length == 0 || text is "~" or "null" or "Null" or "NULL" || TryBoolean(text, out _) || TryNumber(text, out _);

    private static bool TryOctal(ReadOnlySpan<char> digits, out BigInteger value)
    {
        value = default;
        foreach (var digit in digits)
        {
            if (digit is < '0' or > '7') return false;
            value = value * 8 + (digit - '0');
        }

        return digits.Length > 0;
    }

    private static bool Take(double number, out double value)
    {
        value = number;
        return true;
    }
}
