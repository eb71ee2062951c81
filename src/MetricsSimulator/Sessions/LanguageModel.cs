using System.Collections.Immutable;

namespace MetricsSimulator.Sessions;

/// <summary>A language model that sessions use.</summary>
/// <param name="Name">Its name, as in <c>claude-opus-5</c>.</param>
/// <param name="Role">The role of the model.</param>
/// <param name="From">Sessions that start at this instant or later use the model, until a newer model takes over its role.</param>
/// <param name="Prices">The prices of its tokens, in any order. One period must apply to all contexts and begin at the Unix epoch.</param>
public sealed record LanguageModel(string Name, ModelRole Role, DateTimeOffset From, ImmutableArray<PricePeriod> Prices)
{
    /// <summary>The label of the model when its context window has a million tokens.</summary>
    public string LargeWindowName => $"{Name}[1m]";

    /// <summary>The prices of a call.</summary>
    /// <param name="instant">When the call ends, in milliseconds since the Unix epoch.</param>
    /// <param name="context">Its input tokens.</param>
    public TokenPrices PricesAt(long instant, long context)
    {
        PricePeriod? holds = null;
        foreach (var period in Prices)
        {
            if (period.From.ToUnixTimeMilliseconds() > instant || context <= period.AboveTokens && period.AboveTokens > 0) continue;
            if (holds is null || period.From > holds.From || (period.From == holds.From && period.AboveTokens > holds.AboveTokens)) holds = period;
        }

        return holds?.Prices ?? throw new InvalidOperationException($"{Name} has no price at {DateTimeOffset.FromUnixTimeMilliseconds(instant):O}.");
    }

    /// <summary>Whether another model is equal to this one.</summary>
    public bool Equals(LanguageModel? other) =>
        other is not null && Name == other.Name && Role == other.Role && From == other.From && Prices.AsSpan().SequenceEqual(other.Prices.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Role, From, Prices.Length);
}
