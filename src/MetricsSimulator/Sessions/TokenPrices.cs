namespace MetricsSimulator.Sessions;

/// <summary>
/// The prices of tokens, in units of 10⁻¹⁰ USD per token, so that every published price is a whole number: 3 USD per million tokens are 30,000 units.
/// </summary>
/// <param name="Input">Input tokens outside the cache.</param>
/// <param name="CacheWrite">Tokens that the cache keeps for five minutes.</param>
/// <param name="CacheWriteHour">Tokens that the cache keeps for an hour.</param>
/// <param name="CacheRead">Tokens that are read from the cache.</param>
/// <param name="Output">Output tokens.</param>
public sealed record TokenPrices(long Input, long CacheWrite, long CacheWriteHour, long CacheRead, long Output)
{
    /// <summary>The number of units in 1 USD.</summary>
    public const long UnitsPerDollar = 10_000_000_000;

    /// <summary>The number of units that a token costs when a million tokens cost 1 USD.</summary>
    public const long UnitsPerDollarPerMillion = UnitsPerDollar / 1_000_000;

    /// <summary>The highest price in USD per million tokens.</summary>
    public const int MostPerMillion = 1000;

    /// <summary>Prices in USD per million tokens.</summary>
    /// <param name="input">Input tokens outside the cache.</param>
    /// <param name="cacheWrite">Tokens that the cache keeps for five minutes; 1.25 times <paramref name="input"/> unless given.</param>
    /// <param name="cacheWriteHour">Tokens that the cache keeps for an hour; twice <paramref name="input"/> unless given.</param>
    /// <param name="cacheRead">Tokens that are read from the cache; a tenth of <paramref name="input"/> unless given.</param>
    /// <param name="output">Output tokens.</param>
    /// <exception cref="ArgumentException"><see cref="Violation(decimal)"/> names a broken rule.</exception>
    public static TokenPrices PerMillion(decimal input, decimal output, decimal? cacheWrite = null, decimal? cacheWriteHour = null, decimal? cacheRead = null) =>
        new(Units(input), Units(cacheWrite ?? input * 1.25m), Units(cacheWriteHour ?? input * 2), Units(cacheRead ?? input / 10), Units(output));

    /// <summary>The rule that a price in USD per million tokens breaks; null if it breaks none.</summary>
    public static string? Violation(decimal price) =>
        price is < 0 or > MostPerMillion ? Rule.Broken("must be from 0 to 1,000 USD per million tokens", (double)price)
        : price * UnitsPerDollarPerMillion % 1 != 0 ? Rule.Broken("must have at most four decimals", (double)price)
        : null;

    /// <summary>The rule that one of the prices breaks; null if they break none.</summary>
    public string? Violation() =>
        new[] { Input, CacheWrite, CacheWriteHour, CacheRead, Output }.Select(price => Violation((decimal)price / UnitsPerDollarPerMillion)).FirstOrDefault(violation => violation is not null);

    /// <summary>The cost of the tokens of a call, in units.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="forAnHour">Whether the cache keeps written tokens for an hour.</param>
    public long CostOf(TokenCounts tokens, bool forAnHour = false) => checked(
        tokens.Input * Input + tokens.CacheCreation * (forAnHour ? CacheWriteHour : CacheWrite) + tokens.CacheRead * CacheRead + tokens.Output * Output);

    /// <summary>Prices that are higher or lower, each rounded to a whole unit.</summary>
    /// <param name="factor">The factor, from 0 to 10,000.</param>
    public TokenPrices Times(double factor) => factor == 1
        ? this
        : new(Whole.Of(Input * factor), Whole.Of(CacheWrite * factor), Whole.Of(CacheWriteHour * factor), Whole.Of(CacheRead * factor), Whole.Of(Output * factor));

    private static long Units(decimal price)
    {
        Rule.Require(Violation(price));
        return (long)(price * UnitsPerDollarPerMillion);
    }
}
