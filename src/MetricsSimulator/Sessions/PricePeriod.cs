namespace MetricsSimulator.Sessions;

/// <summary>The prices of a model from an instant on, for all calls or only for those with a large context.</summary>
/// <param name="From">When the prices become valid.</param>
/// <param name="AboveTokens">The prices apply to calls with more input tokens than this, including tokens in the cache; 0 for all calls.</param>
/// <param name="Prices">The prices.</param>
public sealed record PricePeriod(DateTimeOffset From, long AboveTokens, TokenPrices Prices);
