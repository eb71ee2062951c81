using MetricsSimulator.Processes;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Test.Processes;

/// <summary>P(X(t) ≤ x) of paths away from their bounds, by formulas that share nothing with the way they are drawn.</summary>
internal static class Laws
{
    public static Func<double, double> Normal(ProcessDefinition process, double t)
    {
        var moments = process.MomentsAfter(TimeSpan.FromSeconds(t));
        return x => NormalDistribution.Cumulative((x - moments.Mean) / moments.StandardDeviation);
    }

    public static Func<double, double> Lognormal(ProcessDefinition process, double t)
    {
        var moments = process.MomentsAfter(TimeSpan.FromSeconds(t));
        var variance = Math.Log(1 + moments.Variance / (moments.Mean * moments.Mean));
        return x => NormalDistribution.Cumulative((Math.Log(x / moments.Mean) + variance / 2) / Math.Sqrt(variance));
    }

    /// <summary>A mixture over the number of jumps: Merton (1976), formula 16, for the distribution instead of the price.</summary>
    public static Func<double, double> Jumping(ProcessDefinition process, double t)
    {
        var law = (JumpDiffusionDefinition)process;
        var (jumps, sigma, x0) = (law.Jumps, law.Volatility.PerRootSecond, law.InitialValue);
        var isLognormal = jumps.Sizes == JumpSizes.Lognormal;
        return x =>
        {
            var distance = isLognormal ? Math.Log(x / x0) - (law.Drift - sigma * sigma / 2) * t : x - x0 - law.Drift * t;
            var probability = Math.Exp(-jumps.PerSecond * t);
            double cumulative = 0;
            // The largest mean number of jumps here is 45.
            for (var n = 0; n < 120; n++)
            {
                var deviation = Math.Sqrt(sigma * sigma * t + n * jumps.StandardDeviation * jumps.StandardDeviation);
                cumulative += probability * NormalDistribution.Cumulative((distance - n * jumps.Mean) / deviation);
                probability *= jumps.PerSecond * t / (n + 1);
            }

            return cumulative;
        };
    }

    /// <summary>
    /// A mixture over the time spent busy, for regimes without mean reversion. Source of its density: Pedler, "Occupation times for two state Markov
    /// chains", Journal of Applied Probability 8 (1971).
    /// </summary>
    public static Func<double, double> Switching(ProcessDefinition process, double t)
    {
        var law = (RegimeSwitchingDefinition)process;
        var (calm, busy) = (law.Calm, law.Busy);
        var (q0, q1) = (1 / calm.MeanDuration.TotalSeconds, 1 / busy.MeanDuration.TotalSeconds);
        const int Intervals = 200;
        double[] times = [.. Enumerable.Range(0, Intervals + 1).Select(i => t * i / Intervals)];
        // Simpson's rule over the time spent busy, and the probability of never having been.
        double[] weights = [.. times.Select((s, i) => (i is 0 or Intervals ? 1 : i % 2 == 1 ? 4 : 2) * t / Intervals / 3 * Density(s))];
        weights[0] += Math.Exp(-q0 * t);
        return x => times.Zip(weights, (s, weight) => weight * Given(x, s)).Sum();

        double Given(double x, double s)
        {
            var mean = law.InitialValue + calm.Drift * (t - s) + busy.Drift * s;
            var variance = Square(calm.Volatility.PerRootSecond) * (t - s) + Square(busy.Volatility.PerRootSecond) * s;
            return NormalDistribution.Cumulative((x - mean) / Math.Sqrt(variance));
        }

        double Density(double s)
        {
            var u = t - s;
            double term = 1, sum = 0;
            for (var n = 0; n < 60; n++)
            {
                // n whole spans of each regime and one calm span more, or n + 1 of each.
                sum += term * (q0 + q0 * u * q1 / (n + 1));
                term *= q0 * u * q1 * s / Square(n + 1);
            }

            return Math.Exp(-q0 * u - q1 * s) * sum;
        }
    }

    private static double Square(double x) => x * x;
}
