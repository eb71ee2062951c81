namespace MetricsSimulator.Cli.Lessons.Catalogue;

/// <summary>Lesson 4: events, and how much their counts vary.</summary>
internal static class Events
{
    private const double Rounded = 0.02;

    private const double PerMinute = 30;
    private const string Counts = "(steady_total - steady_total offset 1m)[3h:1m]";
    private const string Dispersion = $"stdvar_over_time({Counts}) / avg_over_time({Counts})";

    private static readonly double s_deviation = Math.Sqrt(PerMinute);

    /// <summary>The lesson.</summary>
    public static Lesson Lesson { get; } = new(4, "04-events", TimeSpan.FromHours(5),
    [
        new Exercise(
            Answer.Number(s_deviation, Rounded),
            "Of a Poisson count, the variance is the mean. You are asked for its square root.",
            "√30 = 5.48. Two minutes out of three have 25 to 35 events, although nothing changes.")
        {
            Mistakes =
            [
                new Mistake(Answer.Number(PerMinute, Rounded), "That is the variance. The standard deviation is its square root."),
                new Mistake(Answer.Number(0, Rounded), "The rate is constant, but the events come by chance."),
                new Mistake(Answer.Number(PerMinute * PerMinute, Rounded), "You squared where you should take a root."),
            ],
        },
        new Exercise(
            // Other ways to cut the same three hours into minutes give other counts: three times the standard error of the ratio, √(2/180) = 0.11.
            Answer.Query(Dispersion, 0.32) with { ExpressionTolerance = 0.32 },
            "Write the count of a minute as a difference with offset 1m, make a subquery [3h:1m] of it, and divide its variance by its mean.",
            "stdvar_over_time is the variance. For Poisson events the ratio is near 1. Differences are better than increase() here, which stretches what it finds and so adds some variance of its own.")
        {
            Mistakes =
            [
                new Mistake(Answer.Query($"stddev_over_time({Counts}) / avg_over_time({Counts})"), "You divided the standard deviation. The index of dispersion has the variance above the line."),
                new Mistake(Answer.Query($"stdvar_over_time({Counts})"), "That is the variance. Divide it by the mean."),
                new Mistake(Answer.Query("stdvar_over_time(steady_total[3h])"), "That is the variance of the total, which always grows. Take the count of each minute first."),
            ],
        },
        new Exercise(
            Answer.Number(PerMinute + 3 * s_deviation, Rounded),
            "Three standard deviations above the mean.",
            "30 + 3 · √30 = 46.4. If events are Poisson, chance alone exceeds that in about one minute of 400.")
        {
            Mistakes =
            [
                new Mistake(Answer.Number(PerMinute + s_deviation, Rounded), "That is one standard deviation: it would fire every few minutes."),
                new Mistake(Answer.Number(3 * PerMinute, Rounded), "That is three times the mean. How much does chance move the count?"),
                new Mistake(Answer.Number(PerMinute + 3 * PerMinute, Rounded), "You added three variances. Take the square root first."),
            ],
        },
    ])
    {
        View = "panel=steady_total&panel=bursty_total&panel=jumpy&span=21600",
    };
}
