using CsCheck;
using MetricsSimulator.Configuration.Values;

namespace MetricsSimulator.Test.Configuration;

/// <summary>How durations, instants and seeds are written, in files and on the command line alike.</summary>
public class ValueTextTest
{
    [Theory]
    [InlineData("10", 10)]
    [InlineData("0.5", 0.5)]
    [InlineData("1e3", 1000)]
    [InlineData("10s", 10)]
    [InlineData("500ms", 0.5)]
    [InlineData("24h", 86400)]
    [InlineData("1h30m", 5400)]
    [InlineData("1.5h", 5400)]
    [InlineData("1w2d", 777600)]
    [InlineData("-30s", -30)]
    [InlineData("0s", 0)]
    public void A_duration_is_read(string text, double seconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("10x")]
    [InlineData("10 s")]
    [InlineData("30m1h")]
    [InlineData("1h1h")]
    [InlineData("1.2.3s")]
    [InlineData("1e400")]
    [InlineData("1_000s")]
    [InlineData("-")]
    [InlineData("99999999999w")]
    [InlineData("NaN")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(DurationText.TryParse(text, out _));

    [Theory]
    [InlineData("1h30m", "01:30:00")]
    [InlineData("24h", "1.00:00:00")]
    [InlineData("10s", "00:00:10")]
    [InlineData("1s500ms", "00:00:01.5")]
    [InlineData("0s", "00:00:00")]
    [InlineData("0.0000001s", "00:00:00.0000001")]
    public void A_duration_is_written(string text, string duration) =>
        Assert.Equal(text, DurationText.Format(TimeSpan.Parse(duration, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void Every_duration_comes_back() => Gen.Long.Where(ticks => ticks > long.MinValue).Sample(ticks =>
    {
        Assert.True(DurationText.TryParse(DurationText.Format(TimeSpan.FromTicks(ticks)), out var duration));
        Assert.Equal(ticks, duration.Ticks);
    }, iter: 2000);

    [Theory]
    [InlineData("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z")]
    [InlineData("2026-01-01 01:30:00.5+01:30", "2026-01-01T00:00:00.5Z")]
    [InlineData("2026-01-01t00:00:00z", "2026-01-01T00:00:00Z")]
    [InlineData("2026-01-01T00:00:00.123456789Z", "2026-01-01T00:00:00.1234567Z")]
    [InlineData("2026-01-01 00:00:00.000000000+00:00", "2026-01-01T00:00:00Z")]
    public void An_instant_is_read(string text, string written)
    {
        Assert.True(InstantText.TryParse(text, out var instant));
        Assert.Equal(written, InstantText.Format(instant));
    }

    [Theory]
    [InlineData("2026-01-01")]
    [InlineData("2026-01-01T00:00:00")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("now")]
    public void What_is_no_instant_is_refused(string text) => Assert.False(InstantText.TryParse(text, out _));

    [Theory]
    [InlineData("0", 0UL)]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    [InlineData("0x2A", 42UL)]
    [InlineData("0o17", 15UL)]
    public void A_seed_is_read(string text, ulong expected)
    {
        Assert.True(SeedText.TryParse(text, out var seed));
        Assert.Equal(expected, seed);
    }

    [Theory]
    [InlineData("18446744073709551616")]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData("0x")]
    [InlineData("0xffffffffffffffffffff")]
    [InlineData("")]
    public void What_is_no_seed_is_refused(string text) => Assert.False(SeedText.TryParse(text, out _));
}
