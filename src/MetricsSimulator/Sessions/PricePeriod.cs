namespace MetricsSimulator.Sessions;

/// <summary>The prices of a model from an instant on, for calls with large contexts.</summary>
/// <param name="From">When the prices begin to hold.</param>
/// <param name="AboveTokens">They hold for calls with more input tokens than this, the cache included; 0 for all.</param>
/// <param name="Prices">The prices.</param>
public sealed record PricePeriod(DateTimeOffset From, long AboveTokens, TokenPrices Prices);
