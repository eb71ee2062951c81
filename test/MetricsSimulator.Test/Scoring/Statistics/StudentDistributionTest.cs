using CsCheck;
using MetricsSimulator.Randomness;
using MetricsSimulator.Scoring.Statistics;
using static MetricsSimulator.Test.Statistics.Expect;

namespace MetricsSimulator.Test.Scoring.Statistics;

public sealed class StudentDistributionTest
{
    // Source: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, to its three decimals.
    [Theory]
    [InlineData(1, 12.706)]
    [InlineData(2, 4.303)]
    [InlineData(3, 3.182)]
    [InlineData(9, 2.262)]
    [InlineData(19, 2.093)]
    [InlineData(20, 2.086)]
    [InlineData(100, 1.984)]
    public void The_quantiles_are_those_of_the_tables(int degrees, double quantile) => Within("quantile", StudentDistribution.Quantile(0.975, degrees), quantile, 0.0005);

    // With one degree of freedom it is the Cauchy distribution, with two it is algebraic.
    [Fact]
    public void One_and_two_degrees_have_closed_forms() => Gen.Double[0.001, 0.999].Sample(p =>
    {
        Within("one", StudentDistribution.Quantile(p, 1), Math.Tan(Math.PI * (p - 0.5)), 1e-12 * (1 + Math.Abs(Math.Tan(Math.PI * (p - 0.5)))));
        Within("two", StudentDistribution.Quantile(p, 2), (2 * p - 1) * Math.Sqrt(2 / (4 * p * (1 - p))), 1e-12 / (p * (1 - p)));
    });

    [Fact]
    public void The_quantile_is_the_inverse_of_the_probability() => Gen.Select(Gen.Double[0.001, 0.999], Gen.Int[1, 200]).Sample((p, degrees) =>
        Within("p", StudentDistribution.Cumulative(StudentDistribution.Quantile(p, degrees), degrees), p, 1e-13));

    [Fact]
    public void Many_degrees_are_normal() =>
        Within("quantile", StudentDistribution.Quantile(0.975, 100_000), NormalDistribution.Quantile(0.975), 1e-4);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(0.5, 0)]
    public void What_is_no_probability_is_refused(double p, int degrees) => Assert.Throws<ArgumentOutOfRangeException>(() => StudentDistribution.Quantile(p, degrees));
}
