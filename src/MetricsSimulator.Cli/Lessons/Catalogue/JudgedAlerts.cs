namespace MetricsSimulator.Cli.Lessons.Catalogue;

/// <summary>Lesson 9: how good an alert is, and how to make it better.</summary>
internal static class JudgedAlerts
{
    // The numbers are in a table of the page, or follow from a formula: only rounding may differ.
    private const double Rounded = 0.03;

    private const double IncidentsPerDay = 1.0 / 7;
    private const double Recall = 0.95;
    private const double FalsePerDay = 0.5;

    /// <summary>The lesson.</summary>
    public static Lesson Lesson { get; } = new(9, "09-judged-alerts", TimeSpan.FromHours(24),
    [
        new Exercise(
            // Other steps look at other instants. Shares of twelve hours differ by a few hundredths then.
            Answer.Query("avg_over_time((rate(failed_calls_total[5m]) > bool 0.1)[12h:1m])", 0.1) with { ExpressionTolerance = 0.1 },
            "Let the comparison give 1 or 0 instead of dropping series, make a subquery [12h:1m] of it, and take the mean.",
            "With bool, a comparison gives 1 when it holds and 0 when it does not, and the mean of ones and zeros is a share. It is near one half, because 0.1 is about the median: such a threshold is crossed all the time.")
        {
            Mistakes =
            [
                new Mistake(Answer.Query("count_over_time((rate(failed_calls_total[5m]) > 0.1)[12h:1m])"), "That is how many minutes it held. Divide by all of them, or use bool."),
                new Mistake(Answer.Query("avg_over_time((rate(failed_calls_total[5m]) > 0.1)[12h:1m])"), "Without bool a comparison keeps the rate where it holds, so this is the mean of the high rates."),
                new Mistake(Answer.Query("rate(failed_calls_total[12h]) > bool 0.1"), "That compares one rate over twelve hours. The alert looks at five minutes, again and again."),
            ],
        },
        new Exercise(
            Answer.Number(0.2, Rounded),
            "Once a week is 0.14 a day. Which rows have fewer false alarms than that and a recall of 1, and which of them is the fastest?",
            "From 0.2 on nothing fires for no reason, and 0.2 finds every incident and is the fastest of them. It is also the knee.")
        {
            Mistakes =
            [
                new Mistake(Answer.Number(0.15, Rounded), "It would wake you ten times a day."),
                new Mistake(Answer.Number(0.1, Rounded), "It is the fastest, but it fires during a third of the time."),
                new Mistake(Answer.Number(0.25, Rounded), "It misses nothing and never fires for nothing. A lower one does so too, and is faster."),
            ],
        },
        new Exercise(
            Answer.Number(100 * Recall * IncidentsPerDay / (Recall * IncidentsPerDay + FalsePerDay), Rounded),
            "How many pages a day are true, and how many are false?",
            "Of the pages of a day, 0.95 / 7 = 0.136 are true and 0.5 are false: 0.136 / 0.636 = 21 of a hundred. A recall of 95 % sounds good, and yet four pages of five are for nothing, because incidents are rare.")
        {
            Mistakes =
            [
                new Mistake(Answer.Number(100 * Recall, Rounded), "That is the recall: of a hundred incidents, how many it finds. The question begins with the pages."),
                new Mistake(Answer.Number(100 * Recall / (Recall + FalsePerDay), Rounded), "That would be right if there were one incident a day."),
                new Mistake(Answer.Number(100 * FalsePerDay / (Recall * IncidentsPerDay + FalsePerDay), Rounded), "Those are the false ones."),
            ],
        },
    ])
    {
        View = "panel=failed_calls_total&side=rules&span=86400",
    };
}
