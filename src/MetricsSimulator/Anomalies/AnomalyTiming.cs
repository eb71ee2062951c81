namespace MetricsSimulator.Anomalies;

/// <summary>
/// When a planned anomaly begins, counted from the start of each round of the scenario, or of each phase that plans it. Exactly
/// one of the three is given.
/// </summary>
public sealed record AnomalyTiming
{
    private AnomalyTiming()
    {
    }

    /// <summary>Once, so long after the beginning.</summary>
    public TimeSpan? After { get; private init; }

    /// <summary>Again and again at this interval, for the first time after one interval.</summary>
    public TimeSpan? Interval { get; private init; }

    /// <summary>This many times in each day from the start, at random.</summary>
    public int? TimesPerDay { get; private init; }

    /// <summary>Once, so long after the beginning.</summary>
    /// <exception cref="ArgumentException">The time is negative.</exception>
    public static AnomalyTiming At(TimeSpan after)
    {
        if (after < TimeSpan.Zero) throw new ArgumentException(Rule.Broken("must be 0 seconds or longer", after.TotalSeconds), nameof(after));
        return new() { After = after };
    }

    /// <summary>Again and again.</summary>
    /// <exception cref="ArgumentException">The interval is not above zero.</exception>
    public static AnomalyTiming Every(TimeSpan interval)
    {
        Rule.Require(Rule.Positive(interval), "every");
        return new() { Interval = interval };
    }

    /// <summary>At random, from the seed.</summary>
    /// <param name="times">How many in each day of 24 hours; see <see cref="PerDayViolation"/>.</param>
    /// <exception cref="ArgumentException">An argument breaks its rule.</exception>
    public static AnomalyTiming PerDay(int times)
    {
        Rule.Require(PerDayViolation(times), "per_day");
        return new() { TimesPerDay = times };
    }

    /// <summary>The rule that a number of times a day breaks, or null: from 1 to 1000.</summary>
    public static string? PerDayViolation(double times) =>
        times is >= 1 and <= 1000 && times % 1 == 0 ? null : Rule.Broken("must be a whole number from 1 to 1000", times);
}
