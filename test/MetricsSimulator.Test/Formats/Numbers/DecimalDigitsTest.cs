using System.Globalization;
using System.Text;
using CsCheck;
using MetricsSimulator.Formats.Numbers;

namespace MetricsSimulator.Test.Formats.Numbers;

public class DecimalDigitsTest
{
    [Fact]
    public void IntegersAreWrittenAsDotNetWritesThem() => Gen.Select(Gen.ULong, Gen.Int[0, 63]).Sample((bits, shift) =>
    {
        var value = bits >> shift;
        Assert.Equal(value.ToString(CultureInfo.InvariantCulture), Text(buffer => DecimalDigits.Write(value, buffer)));
        Assert.Equal(((long)bits).ToString(CultureInfo.InvariantCulture), Text(buffer => DecimalDigits.Write((long)bits, buffer)));
    });

    [Fact]
    public void PowersOfTenAndTheirNeighboursHaveTheRightNumberOfDigits()
    {
        Assert.Equal(1, DecimalDigits.Count(0));
        for (var digits = 1; digits <= 20; digits++)
        {
            var power = DecimalDigits.Power(digits - 1);
            Assert.Equal(digits, DecimalDigits.Count(power));
            if (digits > 1) Assert.Equal(digits - 1, DecimalDigits.Count(power - 1));
        }

        Assert.Equal(20, DecimalDigits.Count(ulong.MaxValue));
    }

    private static string Text(Func<byte[], int> write)
    {
        var buffer = new byte[DecimalDigits.BufferLength];
        return Encoding.UTF8.GetString(buffer, 0, write(buffer));
    }
}
