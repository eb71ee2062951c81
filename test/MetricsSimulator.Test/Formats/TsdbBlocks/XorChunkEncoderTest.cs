using CsCheck;
using MetricsSimulator.Formats.TsdbBlocks;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Test.Formats.TsdbBlocks;

public sealed class XorChunkEncoderTest
{
    private static readonly double[] Special =
        [Staleness.Marker, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.0, -0.0, double.Epsilon, double.MaxValue];

    // Any 64 bits are a value: NaNs with payloads, infinities and denormals among them.
    private static readonly Gen<double> AnyValue = Gen.Frequency(
        (4, Gen.ULong.Select(BitConverter.UInt64BitsToDouble)),
        (4, Gen.Double[-1000, 1000]),
        (2, Gen.Int[0, 1000].Select(number => (double)number)),
        (1, Gen.Int[0, Special.Length - 1].Select(i => Special[i])));

    private static readonly Gen<long> AnyDistance = Gen.Frequency(
        (4, Gen.Const(10_000L)),
        (2, Gen.Long[9_900, 10_100]),
        (1, Gen.Long[1, 2_000_000]),
        (1, Gen.Long[1, 1L << 40]));

    [Fact]
    public void Every_sample_comes_back_bit_for_bit() =>
        Gen.Select(Gen.Long[-1_000_000, 4_000_000_000_000], Gen.Select(AnyDistance, AnyValue).Array[1, 300]).Sample((first, steps) =>
        {
            var timestamps = new long[steps.Length];
            for (var i = 0; i < steps.Length; i++) timestamps[i] = i == 0 ? first : timestamps[i - 1] + steps[i].Item1;
            Same(timestamps, [.. steps.Select(step => step.Item2)]);
        });

    [Fact]
    public void Values_that_wander_on_a_grid_come_back_bit_for_bit() =>
        Gen.Select(Gen.Double[-1, 1].Array[1, 240], Gen.Double[0, 1e6], Gen.Int[1, 3_600_000]).Sample((moves, start, interval) =>
        {
            var value = start;
            Same([.. moves.Select((_, i) => 1_700_000_000_000 + (long)i * interval)], [.. moves.Select(move => value += move)]);
        });

    [Theory]
    [InlineData(8191)]
    [InlineData(8192)]
    [InlineData(8193)]
    [InlineData(65535)]
    [InlineData(65536)]
    [InlineData(65537)]
    [InlineData(524287)]
    [InlineData(524288)]
    [InlineData(524289)]
    public void A_change_of_distance_at_the_border_of_two_codes_comes_back(long change) =>
        Same([0, 2_000_000, 4_000_000 + change, 6_000_000 + change, 8_000_000], [1, 2, 3, 4, 5]);

    [Fact]
    public void A_difference_of_all_64_bits_comes_back()
    {
        var all = BitConverter.UInt64BitsToDouble(ulong.MaxValue);
        Same([0, 10, 20, 30, 40], [0, all, 0, all, 1]);
    }

    [Fact]
    public void Bytes_are_those_that_promtool_writes()
    {
        // promtool 2.42, tsdb create-blocks-from openmetrics: a_total{x="1"} 1 at 1700000000 and 2 at 1700000010.
        Assert.Equal("000280A0ABFEF9623FF0000000000000904EC25FFF", Convert.ToHexString(Encode([1_700_000_000_000, 1_700_000_010_000], [1, 2])));
    }

    [Fact]
    public void A_chunk_without_samples_or_with_too_many_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Encode([], []));
        Assert.Throws<ArgumentException>(() => Encode(new long[65536], new double[65536]));
        Assert.Throws<ArgumentException>(() => Encode([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => XorChunkEncoder.Encode([1], [1], new byte[XorChunkEncoder.MaximumLength(1) - 1]));
    }

    private static void Same(long[] timestamps, double[] values)
    {
        var decoded = XorChunkDecoder.Decode(Encode(timestamps, values));
        Assert.Equal(timestamps, decoded.Select(sample => sample.Timestamp));
        Assert.Equal(values.Select(BitConverter.DoubleToUInt64Bits), decoded.Select(sample => BitConverter.DoubleToUInt64Bits(sample.Value)));
    }

    private static byte[] Encode(long[] timestamps, double[] values)
    {
        var buffer = new byte[XorChunkEncoder.MaximumLength(timestamps.Length)];
        // The bytes that were there before must not show.
        buffer.AsSpan().Fill(0xA5);
        return buffer[..XorChunkEncoder.Encode(timestamps, values, buffer)];
    }
}
