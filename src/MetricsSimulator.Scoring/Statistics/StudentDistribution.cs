namespace MetricsSimulator.Scoring.Statistics;

/// <summary>Student's t distribution with a whole number of degrees of freedom. Thread-safe.</summary>
public static class StudentDistribution
{
    /// <summary>
    /// The probability of a value below t, in closed form. Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4.
    /// </summary>
    /// <param name="t">Any number.</param>
    /// <param name="degrees">The degrees of freedom, at least 1.</param>
    public static double Cumulative(double t, int degrees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degrees, 1);
        var sine = t / Math.Sqrt(degrees + t * t);
        var cosineSquared = degrees / (degrees + t * t);
        var isOdd = degrees % 2 == 1;
        double sum = 0, term = 1;
        for (var i = isOdd ? 1 : 0; i <= degrees - 2; i += 2)
        {
            sum += term;
            term *= cosineSquared * (i + 1) / (i + 2);
        }

        var between = isOdd ? 2 / Math.PI * (Math.Atan(t / Math.Sqrt(degrees)) + sine * Math.Sqrt(cosineSquared) * sum) : sine * sum;
        return 0.5 + between / 2;
    }

    /// <summary>The value below which a value lies with a probability, to about 1e-14 of itself.</summary>
    /// <param name="p">A probability above 0 and below 1.</param>
    /// <param name="degrees">The degrees of freedom, at least 1.</param>
    public static double Quantile(double p, int degrees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(p, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(p, 1);
        if (p < 0.5) return -Quantile(1 - p, degrees);
        double low = 0, high = 1;
        while (Cumulative(high, degrees) < p) (low, high) = (high, high * 2);
        while (true)
        {
            var middle = (low + high) / 2;
            if (middle - low <= 1e-14 * middle) return middle;
            if (Cumulative(middle, degrees) < p) low = middle;
            else high = middle;
        }
    }
}
