namespace MetricsSimulator.Sessions;

/// <summary>What the shares of a <see cref="Mix{T}"/> must be.</summary>
public static class MixRule
{
    /// <summary>The rule that shares break, or null.</summary>
    /// <param name="shares">The shares of all values.</param>
    public static string? Violation(IEnumerable<double> shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        var sum = 0.0;
        foreach (var share in shares)
        {
            if (Rule.NonNegative(share) is { } violation) return violation;
            sum += share;
        }

        return sum is > 0 and < double.PositiveInfinity ? null : "must have a share above 0";
    }
}
