namespace MetricsSimulator.Cli.Lessons.Catalogue;

/// <summary>Lesson 5: cycles, and how to compare like with like.</summary>
internal static class TimeOfDay
{
    // A fifth of the first value, which one may take instead, is right too.
    private const double Rounded = 0.06;

    // In a week the rate grows by a fifth of its first value. The mean of the first of the two compared days is that of a day and a half after the start.
    private const double Growth = 0.2 / (1 + 0.2 * 1.5 / 7);
    private const string Now = "rate(calls_total[30m])";
    private const string Yesterday = "rate(calls_total[30m] offset 1d)";

    /// <summary>The lesson.</summary>
    public static Lesson Lesson { get; } = new(5, "05-time-of-day", TimeSpan.FromDays(9),
    [
        new Exercise(
            Answer.Query($"{Now} / {Yesterday}"),
            "Divide the rate of now by the rate a day ago. A modifier looks back.",
            "offset 1d asks for the same time yesterday, so that the time of day cancels. What is left is the trend, and what is wrong today.")
        {
            Mistakes =
            [
                new Mistake(Answer.Query($"{Now} / rate(calls_total[30m] offset 1h)"), "An hour ago it was another time of day. Compare with the same time of another day."),
                new Mistake(Answer.Query($"{Yesterday} / {Now}"), "That is the other way round: growth would be below 1."),
                new Mistake(Answer.Query($"{Now} - {Yesterday}"), "That is the difference in calls a second. The question is for the ratio."),
            ],
        },
        new Exercise(
            Answer.Query("rate(calls_total[1d])"),
            "A window of whole days has each time of day once.",
            "Over a whole day, every time of day has its weight, so the cycle cancels. An average over six hours depends on which six.")
        {
            Mistakes =
            [
                new Mistake(Answer.Query("rate(calls_total[1h])"), "That has the time of day in it: compare its value at noon and at midnight."),
                new Mistake(Answer.Query("increase(calls_total[1d])"), "That is the number of calls in a day. The question is for calls a second."),
                new Mistake(Answer.Query("rate(calls_total[6h])"), "Six hours are a part of the day. Which part depends on when you ask."),
            ],
        },
        new Exercise(
            Answer.Number(Growth, Rounded),
            "Divide the mean of the last day by that of the same day a week before, as in step 4. By which share is it more than 1?",
            "The mean of the last day is 1.19 times that of a week before: 19 % more. The cycle multiplies both and cancels.")
        {
            Mistakes =
            [
                new Mistake(Answer.Number(Growth / 7, Rounded), "That is the growth of a day."),
                new Mistake(Answer.Number(1 + Growth, Rounded), "That is the factor. How much is it more than 1?"),
                new Mistake(Answer.Number(100 * Growth, Rounded), "Write it as a share, such as 0.05, or with the sign %."),
            ],
        },
    ])
    {
        View = "panel=calls_total&span=86400",
    };
}
