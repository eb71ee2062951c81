namespace MetricsSimulator.Anomalies;

/// <summary>
/// The time at which a planned anomaly begins, counted from the start of each round of the scenario, or of each phase that plans it. Exactly
/// one of the three is given.
/// </summary>
public sealed record AnomalyTiming
{
    private AnomalyTiming()
    {
    }

    /// <summary>The time after which it begins, once.</summary>
    public TimeSpan? After { get; private init; }

    /// <summary>The interval at which it begins again and again, first after one interval.</summary>
    public TimeSpan? Interval { get; private init; }

    /// <summary>The number of times that it begins, at random, in each day of 24 hours from the start.</summary>
    public int? TimesPerDay { get; private init; }

    /// <summary>Once, after a time.</summary>
    /// <exception cref="ArgumentException">The time is negative.</exception>
    public static AnomalyTiming At(TimeSpan after)
    {
        if (after < TimeSpan.Zero) throw new ArgumentException(Rule.Broken("must be 0 seconds or longer", after.TotalSeconds), nameof(after));
        return new() { After = after };
    }

    /// <summary>Again and again, at an interval.</summary>
    /// <exception cref="ArgumentException">The interval is not above zero.</exception>
    public static AnomalyTiming Every(TimeSpan interval)
    {
        Rule.Require(Rule.Positive(interval), "every");
        return new() { Interval = interval };
    }

    /// <summary>At random times, which follow from the seed.</summary>
    /// <param name="times">The number of times in each day of 24 hours; see <see cref="PerDayViolation"/>.</param>
    /// <exception cref="ArgumentException">An argument breaks its rule.</exception>
    public static AnomalyTiming PerDay(int times)
    {
        Rule.Require(PerDayViolation(times), "per_day");
        return new() { TimesPerDay = times };
    }

    /// <summary>The rule that a number of times a day breaks; null if it breaks none. It must be a whole number from 1 to 1000.</summary>
    public static string? PerDayViolation(double times) =>
        times is >= 1 and <= 1000 && times % 1 == 0 ? null : Rule.Broken("must be a whole number from 1 to 1000", times);
}
