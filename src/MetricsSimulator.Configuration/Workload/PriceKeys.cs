using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Configuration.Workload;

/// <summary>The keys of an item of <c>workload.models[].prices</c>.</summary>
internal static class PriceKeys
{
    private const string PerMillion = ", in USD per million tokens.";

    private static readonly Key<double> s_input = Price("input", "Input tokens outside the cache", "must be given");

    private static readonly Key<double> s_output = Price("output", "Output tokens", "must be given");

    private static readonly Key<double> s_cacheWrite = Price("cache_write", "Tokens that the cache keeps for five minutes", "1.25 times `input`");

    private static readonly Key<double> s_cacheWriteHour = Price("cache_write_1h", "Tokens that the cache keeps for an hour", "twice `input`");

    private static readonly Key<double> s_cacheRead = Price("cache_read", "Tokens that are read from the cache", "a tenth of `input`");

    private static readonly Key<DateTimeOffset> s_from = new("from", ValueKinds.Instant, DateTimeOffset.UnixEpoch, "When these prices begin to hold.") { AbsentText = "they have always held" };

    private static readonly Key<long> s_above = new("above", WholeNumberKind.Instance, 0, "They hold for calls with more input tokens than this, the cache included.")
    {
        Rule = ValueRules.Between<long>(0, 1_000_000_000, static tokens => tokens is >= 0 and <= 1_000_000_000 ? null : Rule.Broken("must be from 0 to 1e9", tokens)),
    };

    public static readonly KeyTable<PricePeriod> Table = new("prices", "workload.models[].prices", "What the tokens of a model cost" + PerMillion,
        [
            s_input.From((PricePeriod period) => Dollars(period.Prices.Input)),
            s_output.From((PricePeriod period) => Dollars(period.Prices.Output)),
            s_cacheWrite.From((PricePeriod period) => Dollars(period.Prices.CacheWrite)),
            s_cacheWriteHour.From((PricePeriod period) => Dollars(period.Prices.CacheWriteHour)),
            s_cacheRead.From((PricePeriod period) => Dollars(period.Prices.CacheRead)),
            s_from.From((PricePeriod period) => period.From, when: period => period.From != DateTimeOffset.UnixEpoch),
            s_above.From((PricePeriod period) => period.AboveTokens, when: period => period.AboveTokens != 0),
        ])
    {
        Required = [s_input, s_output],
    };

    /// <summary>Reads the prices from a block; null if there are errors, which it reports.</summary>
    public static PricePeriod? Read(Cursor at)
    {
        var errors = at.Errors.Count;
        if (Table.Read(at) is not { } block) return null;
        foreach (var key in (ReadOnlySpan<Key>)[s_input, s_output])
            if (!block.Has(key)) at.Report($"needs a price of {key.Name}", key.Explanation);
        if (at.Errors.Count > errors) return null;
        var input = (decimal)block.Value(s_input);
        if (input * 1.25m is var derived && !block.Has(s_cacheWrite) && TokenPrices.Violation(derived) is { } violation)
        {
            block.Blame(s_input).Report($"1.25 times as much, the price of cache_write, {violation}", "Give cache_write, cache_write_1h and cache_read themselves.");
            return null;
        }

        return new PricePeriod(block.Value(s_from), block.Value(s_above), TokenPrices.PerMillion(
            input, (decimal)block.Value(s_output), Given(block, s_cacheWrite), Given(block, s_cacheWriteHour), Given(block, s_cacheRead)));
    }

    private static decimal? Given(Block block, Key<double> key) => block.Has(key) ? (decimal)block.Value(key) : null;

    private static double Dollars(long units) => (double)units / TokenPrices.UnitsPerDollarPerMillion;

    private static Key<double> Price(string name, string meaning, string absent) => new(name, ValueKinds.Number, 0, meaning + PerMillion)
    {
        AbsentText = absent,
        Rule = ValueRules.Between<double>(
            0, TokenPrices.MostPerMillion, static price => price is >= 0 and <= TokenPrices.MostPerMillion ? TokenPrices.Violation((decimal)price) : Rule.Broken("must be from 0 to 1000", price)),
    };
}
