namespace MetricsSimulator.Cycles;

/// <summary>
/// The smooth transition 3x² − 2x³, flat at both ends. It is almost a raised cosine (they differ by less than 0.011), but uses only operations that
/// have the same bits on every machine. Its steepest slope is 1.5. Thread-safe.
/// </summary>
internal static class Smoothstep
{
    /// <summary>How far a transition has come: 0 before it begins, 1 from its end on.</summary>
    /// <param name="elapsed">The time since it began; negative before.</param>
    /// <param name="duration">The duration of the transition; 0 for at once.</param>
    public static double At(long elapsed, long duration)
    {
        if (elapsed <= 0) return 0;
        if (elapsed >= duration) return 1;
        var x = (double)elapsed / duration;
        return x * x * (3 - 2 * x);
    }

    /// <summary>The value at a share of the way from one value to another; at the ends, exactly those values.</summary>
    public static double Between(double from, double to, double share) => share >= 1 ? to : from + (to - from) * share;
}
