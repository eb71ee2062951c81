using System.Numerics;
using MetricsSimulator.Formats.Numbers;

namespace MetricsSimulator.Test.Formats.Numbers;

public class PowersOfTenTest
{
    [Fact]
    public void EveryEntryIsThePowerRoundedUpTo128Bits()
    {
        Assert.Equal(2 * (PowersOfTen.Last - PowersOfTen.First + 1), PowersOfTen.Halves.Length);
        for (var k = PowersOfTen.First; k <= PowersOfTen.Last; k++)
        {
            var entry = 2 * (k - PowersOfTen.First);
            var stored = ((BigInteger)PowersOfTen.Halves[entry] << 64) | PowersOfTen.Halves[entry + 1];
            Assert.Equal(Expected(k), stored);
        }
    }

    private static BigInteger Expected(int k)
    {
        var power = BigInteger.Pow(10, Math.Abs(k));
        var bits = (int)power.GetBitLength();
        if (k >= 0) return bits <= 128 ? power << (128 - bits) : CeilingOfQuotient(power, BigInteger.One << (bits - 128));
        return CeilingOfQuotient(BigInteger.One << (127 + bits), power);
    }

    private static BigInteger CeilingOfQuotient(BigInteger dividend, BigInteger divisor) => (dividend + divisor - 1) / divisor;
}
