namespace MetricsSimulator.Cli.Lessons.Catalogue;

/// <summary>Lesson 1: Brownian motion, and what pulls it back.</summary>
internal static class RandomWalk
{
    private const double VolatilityPerHour = 300;
    // 2 per hour.
    private const double SpeedPerHour = 2;

    // The numbers follow from a formula: only rounding may differ.
    private const double Rounded = 0.01;

    /// <summary>The lesson.</summary>
    public static Lesson Lesson { get; } = new(1, "01-random-walk", TimeSpan.FromHours(4),
    [
        new Exercise(
            Answer.Number(VolatilityPerHour * 3, Rounded),
            "The standard deviation of a walk is its volatility times the square root of the time.",
            "After nine hours the standard deviation is 300 · √9 = 900. Nine times the time is only three times the distance, because pushes up and pushes down cancel.")
        {
            Mistakes =
            [
                new Mistake(Answer.Number(VolatilityPerHour * 9, Rounded), "That would be so if all pushes went the same way. They do not: many cancel."),
                new Mistake(Answer.Number(VolatilityPerHour, Rounded), "That is the distance after one hour. Look at the fan of walks: it goes on widening."),
                new Mistake(Answer.Number(0, Rounded), "The mean of all walks stays where it began, but the question is how far a single one strays."),
            ],
        },
        new Exercise(
            Answer.Query("stddev(walk)"),
            "You want one number for all walkers at one time. An aggregation over series does that, such as sum or avg, but for the spread.",
            "stddev aggregates over series, so it compares the walkers with each other at one time. It grows like 300 · √t, with t in hours.")
        {
            Mistakes =
            [
                new Mistake(Answer.Query("stddev_over_time(walk[1h])"), "That looks along the time of each walker, and gives a hundred numbers. Compare the walkers with each other."),
                new Mistake(Answer.Query("stdvar(walk)"), "That is the variance, which grows in proportion to time. The question is for its square root."),
                new Mistake(Answer.Query("max(walk) - min(walk)"), "That is the whole range, from the two most extreme walkers. A typical distance is much smaller."),
            ],
        },
        new Exercise(
            Answer.Number(VolatilityPerHour / Math.Sqrt(2 * SpeedPerHour), Rounded),
            "In the long run the pull and the pushes are in balance: the standard deviation is σ/√(2κ), with both numbers per hour.",
            "σ/√(2κ) = 300/√(2 · 2) = 150. However long you wait, the walk stays within about twice that.")
        {
            Mistakes =
            [
                new Mistake(Answer.Number(VolatilityPerHour * 3, Rounded), "That is a walk that nothing pulls back. The chart of spring stops widening after an hour or so."),
                new Mistake(Answer.Number(VolatilityPerHour / Math.Sqrt(SpeedPerHour), Rounded), "Almost: there is a 2 under the root beside the speed."),
                new Mistake(Answer.Number(VolatilityPerHour / (2 * SpeedPerHour), Rounded), "There is a square root around 2κ, because it is the variance that is σ²/2κ."),
            ],
        },
    ])
    {
        View = "panel=walk+by+walker&panel=spring+by+walker&span=21600",
    };
}
