namespace MetricsSimulator.Cli.Lessons.Catalogue;

/// <summary>Lesson 7: what is spent, how fast, and until when it lasts.</summary>
internal static class Budgets
{
    // The numbers follow from a formula: only rounding may differ.
    private const double Rounded = 0.01;

    private const double Limit = 200;
    private const double OpenAtFirst = 100;
    private const double DriftPerHour = 2;
    private const double VolatilityPerHour = 10;
    private const double Hours = (Limit - OpenAtFirst) / DriftPerHour;

    /// <summary>The lesson.</summary>
    public static Lesson Lesson { get; } = new(7, "07-budgets", TimeSpan.FromHours(30),
    [
        new Exercise(
            Answer.Query("rate(cost_usd_total[1h]) * 86400 / 48"),
            "How much would a day cost at this pace? Divide it by what a day may cost.",
            "rate() is dollars a second; a day has 86400 seconds. At a burn rate of 1 the budget lasts exactly a day, at 2 it lasts half a day.")
        {
            Mistakes =
            [
                new Mistake(Answer.Query("rate(cost_usd_total[1h]) / 48"), "That is the share of the budget that a second takes."),
                new Mistake(Answer.Query("increase(cost_usd_total[1h]) / 48"), "That is the share of a day's budget that the last hour took. A day has more hours."),
                new Mistake(Answer.Query("cost_usd_total / 48"), "That is all that was ever spent. The question is how fast it is spent now."),
            ],
        },
        new Exercise(
            Answer.Number(Hours, Rounded),
            "How far is it from 100 to 200, and how fast does the mean grow?",
            "(200 − 100) / 2 = 50 hours. That is where the mean of all paths crosses the limit.")
        {
            Mistakes =
            [
                new Mistake(Answer.Number(Limit / DriftPerHour, Rounded), "It does not begin at 0."),
                new Mistake(Answer.Number((Limit - OpenAtFirst) * DriftPerHour, Rounded), "You multiplied by the growth. Divide."),
                new Mistake(Answer.Number((Limit - OpenAtFirst) / VolatilityPerHour, Rounded), "You divided by the volatility, which says how far a path strays and not where it goes."),
            ],
        },
        new Exercise(
            Answer.Number(VolatilityPerHour * Math.Sqrt(Hours), Rounded),
            "The standard deviation of a walk is its volatility times the square root of the time, as in lesson 1.",
            "10 · √50 = 70.7. So the honest forecast for that hour is 200 give or take 141, in 95 % of all cases. The path may well cross the limit much earlier.")
        {
            Mistakes =
            [
                new Mistake(Answer.Number(VolatilityPerHour * Hours, Rounded), "Uncertainty grows with the root of time, not with time."),
                new Mistake(Answer.Number(VolatilityPerHour, Rounded), "That is after one hour."),
                new Mistake(Answer.Number(Math.Sqrt(Hours), Rounded), "Times the volatility."),
            ],
        },
    ])
    {
        View = "panel=cost_usd_total&panel=open_sessions&span=86400",
    };
}
