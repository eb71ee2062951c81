using CsCheck;
using MetricsSimulator.Randomness;
using MetricsSimulator.Randomness.Lanes;

namespace MetricsSimulator.Test.Randomness;

public sealed class DeterministicMathTest
{
    // One unit in the last place of our own and one of the library that we compare with.
    private const double TwoUlps = 2 * 2.220446049250313e-16;

    [Fact]
    public void Exp_agrees_with_the_library_within_two_units_in_the_last_place() =>
        Gen.Double[-700, 700].Sample(x => Assert.True(Math.Abs(DeterministicMath.Exp(x) / Math.Exp(x) - 1) <= TwoUlps, $"exp({x:R})"), iter: 100_000);

    [Fact]
    public void Log_agrees_with_the_library_within_two_units_in_the_last_place() =>
        Gen.Double[-740, 700].Sample(
            y =>
            {
                var x = Math.Exp(y);
                Assert.True(Math.Abs(DeterministicMath.Log(x) - Math.Log(x)) <= TwoUlps * Math.Max(Math.Abs(Math.Log(x)), 1e-3), $"log({x:R})");
            },
            iter: 100_000);

    [Fact]
    public void Every_lane_of_the_vector_logarithm_is_the_scalar_one_to_the_last_bit() =>
        Gen.Double[-700, 700].Select(Math.Exp).Array[4].Sample(x =>
        {
            var log = new double[4];
            DeterministicMath.LogOfNormal(FourNumbers.Load(ref x[0], 0)).Store(ref log[0], 0);
            for (var lane = 0; lane < 4; lane++) Assert.Equal(DeterministicMath.Log(x[lane]), log[lane]);
        });

    [Theory]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(1, 0)]
    [InlineData(-1, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    public void Log_of_a_special_value_is_what_IEEE_754_says(double x, double expected) => Assert.Equal(expected, DeterministicMath.Log(x));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(710, double.PositiveInfinity)]
    [InlineData(-746, 0)]
    [InlineData(double.NaN, double.NaN)]
    public void Exp_of_a_special_value_is_what_IEEE_754_says(double x, double expected) => Assert.Equal(expected, DeterministicMath.Exp(x));
}
