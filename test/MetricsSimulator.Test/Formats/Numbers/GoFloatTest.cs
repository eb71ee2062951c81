using System.Globalization;
using System.Text;
using CsCheck;
using MetricsSimulator.Formats.Numbers;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Formats.Numbers;

public class GoFloatTest
{
    private static readonly Gen<double> AnyBits = Gen.ULong.Select(BitConverter.UInt64BitsToDouble);

    private static readonly Gen<double> AnyNumber = Gen.OneOf(AnyBits, Gen.Double, Gen.Double[-1e6, 1e6], Gen.Long.Select(i => (double)i));

    [Fact]
    public void EveryFiniteNumberReadsBackBitForBit() => AnyNumber.Sample(
        value =>
        {
            if (double.IsNaN(value) || double.IsInfinity(value)) return true;
            var read = double.Parse(Spell(value), CultureInfo.InvariantCulture);
            return BitConverter.DoubleToInt64Bits(read) == BitConverter.DoubleToInt64Bits(value);
        },
        iter: 300_000);

    [Fact]
    public void NoSpellingHasMoreDigitsThanTheShortestThatDotNetFinds() => AnyNumber.Sample(
        value => !double.IsFinite(value) || Digits(Spell(value)) == Digits(value.ToString("R", CultureInfo.InvariantCulture)),
        iter: 100_000);

    [Fact]
    public void OpenMetricsSpellsLikeGoButMarksWholeNumbers() => AnyNumber.Sample(
        value =>
        {
            var go = Spell(value);
            var expected = go.AsSpan().ContainsAny('.', 'e') || !double.IsFinite(value) ? go : go + ".0";
            return SpellOpenMetrics(value) == expected;
        },
        iter: 100_000);

    [Fact]
    public void GoSpellsThousandsOfNumbersTheSame()
    {
        var count = 0;
        foreach (var line in File.ReadLines(TestData.PathOf("numbers", "go_float.txt")))
        {
            var value = BitConverter.UInt64BitsToDouble(ulong.Parse(line.AsSpan(0, 16), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            Assert.Equal(line[17..], Spell(value));
            count++;
        }

        Assert.True(count > 7_000, "The golden file is cut off.");
    }

    [Theory]
    [InlineData(0, "0", "0.0")]
    [InlineData(-0.0, "-0", "-0.0")]
    [InlineData(60, "60", "60.0")]
    [InlineData(100000, "100000", "100000.0")]
    [InlineData(999999, "999999", "999999.0")]
    [InlineData(1000000, "1e+06", "1e+06")]
    [InlineData(123456789, "1.23456789e+08", "1.23456789e+08")]
    [InlineData(0.0001, "0.0001", "0.0001")]
    [InlineData(0.00001, "1e-05", "1e-05")]
    [InlineData(123456.789, "123456.789", "123456.789")]
    [InlineData(5e-324, "5e-324", "5e-324")]
    [InlineData(double.MaxValue, "1.7976931348623157e+308", "1.7976931348623157e+308")]
    [InlineData(double.NaN, "NaN", "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf", "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf", "-Inf")]
    public void KnownNumbersHaveKnownSpellings(double value, string go, string openMetrics)
    {
        Assert.Equal(go, Spell(value));
        Assert.Equal(openMetrics, SpellOpenMetrics(value));
    }

    [Fact]
    public void ABufferThatIsTooShortIsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => GoFloat.Write(1, new byte[GoFloat.BufferLength - 1]));

    private static int Digits(string spelling)
    {
        var significand = spelling.ToUpperInvariant().Split('E')[0].Replace(".", "", StringComparison.Ordinal).TrimStart('-').Trim('0');
        return significand.Length;
    }

    private static string Spell(double value)
    {
        Span<byte> buffer = stackalloc byte[GoFloat.BufferLength];
        return Encoding.UTF8.GetString(buffer[..GoFloat.Write(value, buffer)]);
    }

    private static string SpellOpenMetrics(double value)
    {
        Span<byte> buffer = stackalloc byte[GoFloat.BufferLength];
        return Encoding.UTF8.GetString(buffer[..GoFloat.WriteOpenMetrics(value, buffer)]);
    }
}
