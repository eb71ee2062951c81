using MetricsSimulator.Randomness;

namespace MetricsSimulator.Cli.Lessons.Catalogue;

/// <summary>Lesson 3: histograms, and what a quantile of them can and cannot know.</summary>
internal static class Histograms
{
    // Tables of the normal distribution have two or three digits.
    private const double Rounded = 0.02;

    private const double Median = 0.3;
    private const double Spread = 0.8;
    private const double Normal95 = 1.6449;
    private const string Buckets = "rate(latency_seconds_bucket[10m])";
    private const string Within = "sum(rate(latency_seconds_bucket{le=\"0.5\"}[10m]))";
    private const string All = "sum(rate(latency_seconds_count[10m]))";

    /// <summary>The lesson.</summary>
    public static Lesson Lesson { get; } = new(3, "03-histograms", TimeSpan.FromHours(2),
    [
        new Exercise(
            Answer.Number(Median * DeterministicMath.Exp(Spread * Normal95), Rounded),
            "The logarithm of a lognormal value is normal. Of a normal distribution, 95 % lie below its mean plus 1.645 standard deviations.",
            "0.3 · e^(0.8 · 1.645) = 1.12. The logarithm has mean ln 0.3 and standard deviation 0.8.")
        {
            Mistakes =
            [
                new Mistake(Answer.Number(Median + Spread * Normal95, Rounded), "That would be so for a normal distribution. Here it is the logarithm that is normal: multiply, do not add."),
                new Mistake(Answer.Number(Median * DeterministicMath.Exp(Normal95), Rounded), "You left out the spread."),
                new Mistake(Answer.Number(Median * DeterministicMath.Exp(Spread * Spread / 2), Rounded), "That is the mean. Few are much slower, and the question is where the slowest twentieth begins."),
            ],
        },
        new Exercise(
            Answer.Query($"histogram_quantile(0.95, sum by (le) ({Buckets}))"),
            "First add the buckets of both services, and keep the label that says which bucket it is. Then take the quantile.",
            "Counts can be added, percentiles cannot. So sum the buckets by le first, and take the quantile last.")
        {
            Mistakes =
            [
                new Mistake(Answer.Query($"avg(histogram_quantile(0.95, {Buckets}))"), "An average of percentiles is no percentile: it gives a quiet service the weight of a busy one."),
                new Mistake(Answer.Query("histogram_quantile(0.95, sum by (le) (latency_seconds_bucket))"), "That is over all time, because buckets are counters. Take their growth over ten minutes."),
                new Mistake(Answer.Query($"histogram_quantile(95, sum by (le) ({Buckets}))"), "A quantile is a share from 0 to 1."),
            ],
        },
        new Exercise(
            Answer.Query($"{Within} / {All}"),
            "A bucket counts all that took at most as long as its bound. Divide it by all.",
            "A bound of a bucket is known exactly, without interpolation. So put a bound where your objective is, and ask for the share below it.")
        {
            Mistakes =
            [
                new Mistake(Answer.Query($"histogram_quantile(0.5, sum by (le) ({Buckets}))"), "That is the time within which half of them end. The question is for the share that ends in half a second."),
                new Mistake(Answer.Query(Within), "That is how many there are each second. Of how many?"),
                new Mistake(Answer.Query($"1 - {Within} / {All}"), "That is the share that takes longer."),
            ],
        },
    ])
    {
        View = "panel=latency_seconds&panel=latency_seconds+as+buckets&panel=coarse_seconds&span=3600",
    };
}
