namespace MetricsSimulator.Cli.Lessons.Catalogue;

/// <summary>Lesson 2: counters, and what <c>rate()</c> makes of them.</summary>
internal static class Counters
{
    // The numbers follow from a formula: only rounding may differ.
    private const double Rounded = 0.01;

    private const double RequestsPerSecond = 2;
    private const double SecondsOfScrape = 15;

    /// <summary>The lesson.</summary>
    public static Lesson Lesson { get; } = new(2, "02-counters", TimeSpan.FromHours(3),
    [
        new Exercise(
            Answer.Query("rate(requests_total[5m]) * 60"),
            "rate() gives a number for each second. How many seconds has a minute?",
            "rate() is per second, whatever the window. Times 60 it is per minute. increase(requests_total[1m]) says the same here, because the rate is constant.")
        {
            Mistakes =
            [
                new Mistake(Answer.Query("rate(requests_total[5m])"), "That is per second. The question is for requests in a minute."),
                new Mistake(Answer.Query("increase(requests_total[5m])"), "That is for the whole window of five minutes."),
                new Mistake(Answer.Query("requests_total"), "That is the total since the last reset. You want how fast it grows."),
            ],
        },
        new Exercise(
            Answer.Query("resets(requests_total[3h])"),
            "Prometheus has a function that counts how often a counter fell.",
            "resets() counts the samples that are lower than the one before. rate() and increase() add what was there before each of them, and lose only what came between the last scrape and the restart.")
        {
            Mistakes =
            [
                new Mistake(Answer.Query("changes(requests_total[3h])"), "That counts every change, upwards too."),
                new Mistake(Answer.Query("delta(requests_total[3h])"), "That is the difference between the ends, as if it were a gauge."),
                new Mistake(Answer.Number(0, Rounded), "Look at the value itself, not at its rate: the panel has a measure for that."),
            ],
        },
        new Exercise(
            Answer.Number(RequestsPerSecond * 3 * SecondsOfScrape, Rounded),
            "Count the samples in a window of a minute, and the gaps between them.",
            "Four samples have three gaps of 15 s between them: 45 s with 90 requests. increase() stretches that to the whole minute: 90 · 60/45 = 120.")
        {
            Mistakes =
            [
                new Mistake(Answer.Number(RequestsPerSecond * 60, Rounded), "That is what increase() says. The samples themselves cover less than the minute."),
                new Mistake(Answer.Number(RequestsPerSecond * SecondsOfScrape, Rounded), "That is between two samples. There are four in the window."),
                new Mistake(Answer.Number(RequestsPerSecond * 30, Rounded), "Draw four points and count the gaps between the first and the last."),
            ],
        },
    ])
    {
        View = "panel=requests_total&panel=requests_total+as+value&span=21600",
    };
}
