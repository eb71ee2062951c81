namespace MetricsSimulator.Sessions;

/// <summary>The rule for the shares of a <see cref="Mix{T}"/>.</summary>
public static class MixRule
{
    /// <summary>The rule that the shares break; null if they break none.</summary>
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

        return sum <= 0 ? "must have a share above 0" : double.IsFinite(sum) ? null : "must have shares whose sum is a finite number";
    }
}
