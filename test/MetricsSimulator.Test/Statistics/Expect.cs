using System.Globalization;

namespace MetricsSimulator.Test.Statistics;

/// <summary>
/// Assertions about samples, with tolerances that follow from the number of samples. Every check allows five standard errors: a right
/// implementation fails one check in 1.7 million, and the seeds are fixed, so that a failure stays a failure.
/// </summary>
internal static class Expect
{
    private const double StandardErrors = 5;

    /// <summary>The mean of n samples is within five standard errors of what theory says.</summary>
    public static void Mean(string what, IReadOnlyList<double> samples, double expected, double variance)
    {
        var calculated = samples.Average();
        Within(what + " mean", calculated, expected, StandardErrors * Math.Sqrt(variance / samples.Count));
    }

    /// <summary>
    /// The variance of n samples of a normal distribution is within five standard errors, σ²√(2/(n − 1)), of what theory says.
    /// </summary>
    public static void NormalVariance(string what, IReadOnlyList<double> samples, double expected) =>
        Within(what + " variance", Variance(samples), expected, StandardErrors * expected * Math.Sqrt(2.0 / (samples.Count - 1)));

    /// <summary>The variance of n samples, whose fourth central moment is known, is within five standard errors of what theory says.</summary>
    public static void Variance(string what, IReadOnlyList<double> samples, double expected, double fourthCentralMoment) =>
        Within(what + " variance", Variance(samples), expected,
            StandardErrors * Math.Sqrt((fourthCentralMoment - expected * expected) / samples.Count));

    /// <summary>
    /// The variance of n samples of any distribution is within five standard errors, √((m₄ − σ⁴)/n) with the fourth central moment of the samples,
    /// of what theory says.
    /// </summary>
    public static void Variance(string what, IReadOnlyList<double> samples, double expected)
    {
        var mean = samples.Average();
        Variance(what, samples, expected, Math.Max(samples.Average(x => Math.Pow(x - mean, 4)), expected * expected));
    }

    /// <summary>The share of n samples is within five standard errors, √(p(1 − p)/n), of a probability.</summary>
    public static void Share(string what, double share, double probability, double n) =>
        Within(what, share, probability, StandardErrors * Math.Sqrt(probability * (1 - probability) / n));

    /// <summary>
    /// The largest distance between the empirical distribution and a continuous law is below the Kolmogorov–Smirnov limit c/√n, with c such
    /// that a right sample exceeds it once in a million (2e^{−2c²} = 1e-6).
    /// </summary>
    public static void Distribution(string what, IEnumerable<double> samples, Func<double, double> cumulative)
    {
        var sorted = samples.Order().ToArray();
        double distance = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            var p = cumulative(sorted[i]);
            distance = Math.Max(distance, Math.Max(p - (double)i / sorted.Length, (i + 1.0) / sorted.Length - p));
        }

        Within(what + " Kolmogorov–Smirnov", distance, 0, Math.Sqrt(Math.Log(2e6) / 2 / sorted.Length));
    }

    /// <summary>
    /// The largest distance between two empirical distributions of as many samples is below the Kolmogorov–Smirnov limit c·√(2/n), with c as in
    /// <see cref="Distribution"/>.
    /// </summary>
    public static void SameDistribution(string what, IReadOnlyCollection<double> first, IReadOnlyCollection<double> second)
    {
        double[] a = [.. first.Order()], b = [.. second.Order()];
        double distance = 0;
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            if (a[i] <= b[j]) i++;
            else j++;
            distance = Math.Max(distance, Math.Abs((double)i / a.Length - (double)j / b.Length));
        }

        Within(what + " Kolmogorov–Smirnov of two samples", distance, 0, Math.Sqrt(Math.Log(2e6) / 2 * (1.0 / a.Length + 1.0 / b.Length)));
    }

    /// <summary>Two samples are uncorrelated: √n·r is within five.</summary>
    public static void Uncorrelated(string what, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        double meanX = x.Average(), meanY = y.Average();
        double xy = 0, xx = 0, yy = 0;
        for (var i = 0; i < x.Count; i++)
        {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }

        Within(what + " correlation", xy / Math.Sqrt(xx * yy), 0, StandardErrors / Math.Sqrt(x.Count));
    }

    /// <summary>A number is within a tolerance of another.</summary>
    public static void Within(string what, double calculated, double expected, double tolerance)
    {
        if (Math.Abs(calculated - expected) <= tolerance) return;
        Assert.Fail(string.Create(CultureInfo.InvariantCulture,
            $"{what}\n  calculated {calculated:R}\n  expected   {expected:R}\n  error      {Math.Abs(calculated - expected):R}\n  tolerance  {tolerance:R}"));
    }

    /// <summary>The variance of a sample, with n − 1.</summary>
    public static double Variance(IReadOnlyList<double> samples)
    {
        var mean = samples.Average();
        return samples.Sum(x => (x - mean) * (x - mean)) / (samples.Count - 1);
    }
}
