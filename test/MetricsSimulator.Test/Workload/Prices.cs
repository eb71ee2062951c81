using MetricsSimulator.Sessions;

namespace MetricsSimulator.Test.Workload;

/// <summary>Prices other than the published ones.</summary>
internal static class Prices
{
    public static LanguageModels Dearer { get; } =
        new([.. LanguageModels.Default.All.Select(model => model with { Prices = [new(DateTimeOffset.UnixEpoch, 0, TokenPrices.PerMillion(7, 31))] })]);
}
