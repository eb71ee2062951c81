using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Configuration.Workload;

/// <summary>The keys of the block <c>price_factors</c> of a pattern.</summary>
internal static class PriceFactorKeys
{
    private const double Most = 10;

    private static readonly Key<double> s_opus = Factor("opus");

    private static readonly Key<double> s_sonnet = Factor("sonnet");

    private static readonly Key<double> s_haiku = Factor("haiku");

    public static readonly KeyTable Table = new("price_factors", "patterns[].workload.price_factors",
        "Factors of prices, by the role of the model. A price is rounded to a ten-thousandth of a USD per million tokens.", [s_opus, s_sonnet, s_haiku]);

    /// <summary>The models with their prices times the factors of a block. It reports prices that become too high.</summary>
    public static LanguageModels Apply(Block block, LanguageModels models) =>
        Table.Keys.Any(block.Has) ? new LanguageModels([.. models.All.Select(model => model with { Prices = [.. model.Prices.Select(period => Apply(block, model, period))] })]) : models;

    private static PricePeriod Apply(Block block, LanguageModel model, PricePeriod period)
    {
        var key = model.Role switch
        {
            ModelRole.Opus => s_opus,
            ModelRole.Sonnet => s_sonnet,
            _ => s_haiku,
        };
        var prices = period.Prices.Times(block.Value(key));
        if (prices.Violation() is not { } violation) return period with { Prices = prices };
        block.Blame(key).Report($"times a price of {model.Name}: {violation}", key.Explanation);
        return period;
    }

    private static Key<double> Factor(string role) => new(role, ValueKinds.Number, 1, $"The factor of the prices of models of the role `{role}`.")
    {
        Rule = ValueRules.Between<double>(0, Most, static factor => factor is >= 0 and <= Most ? null : Rule.Broken($"must be from 0 to {Most}", factor)),
    };
}
