using CsCheck;
using MetricsSimulator.Cycles;
using NodaTime;

namespace MetricsSimulator.Test.Cycles;

/// <summary>There are no cliffs: what the factor changes in a minute is bounded by what the shape's steepest slopes allow.</summary>
public sealed class SmoothnessTest
{
    /// <summary>The slope of 3x² − 2x³ at x = ½.</summary>
    private const double Steepest = 1.5;

    private const double MinutesInADay = 1440;

    /// <summary>The least time from the middle of a month to that of the next: from 14 days of February to 15.5 of March.</summary>
    private const double LeastMonth = 29.5 * MinutesInADay;

    /// <summary>The most that a clock of these zones is put forward or back while it is summer somewhere.</summary>
    private const double LongestChange = 120;

    private static readonly Dictionary<string, DateTimeOffset[]> s_changes = Zones.Names.ToDictionary(name => name, ChangesOf, StringComparer.Ordinal);

    private static readonly Gen<PeakHours> s_peakHours = Gen.Select(Gen.Int[0, 96], Gen.Int[0, 96])
        .Where((from, to) => PeakHours.Violation(from / 4.0, to / 4.0) is null).Select((from, to) => new PeakHours(from / 4.0, to / 4.0));

    private static readonly Gen<double> s_share = Gen.OneOf(Gen.Double[0, 1], Gen.Const(0.0), Gen.Const(1.0));

    /// <summary>A zone, and an instant that is often near a change of its clock.</summary>
    private static readonly Gen<(ZoneOffsets Zone, DateTimeOffset Instant)> s_moment =
        Gen.Select(Gen.Int[0, Zones.Names.Length - 1], Gen.Int[0, int.MaxValue], Gen.Int[-3 * 1440, 3 * 1440], Gen.Bool, (zone, chance, minutes, isNear) =>
        {
            var name = Zones.Names[zone];
            var changes = s_changes[name];
            var instant = isNear && changes.Length > 0
                ? changes[chance % changes.Length].AddMinutes(minutes)
                : DateTimeOffset.UnixEpoch.AddSeconds(chance).AddMinutes(minutes + 5000);
            return (Zones.Of(name), instant);
        });

    [Fact]
    [Trait("takes", "seconds")]
    public void A_minute_changes_no_more_than_the_steepest_slopes_allow() =>
        Gen.Select(s_moment, s_peakHours, s_share, Gen.Double[0, 2], Gen.Double[0, 2].Array[12], Gen.Int[-200, 200]).Sample((moment, peak, night, weekend, months, holiday) =>
        {
            var (zone, instant) = moment;
            var cycle = new Cycle
            {
                PeakHours = peak,
                NightBaseline = night,
                WeekendReduction = weekend,
                Holidays = [DateOnly.FromDateTime(instant.UtcDateTime).AddDays(holiday / 100)],
                Yearly = new YearlyShape([.. months]),
                Zone = zone,
            };

            var change = Math.Abs(cycle.FactorAt(instant.AddMinutes(1), instant) - cycle.FactorAt(instant, instant));

            // A day that was left out brings two midnights together.
            var midnights = zone.Name == "Pacific/Apia" ? 2 : 1;
            var day = Math.Min(1, Steepest / ShoulderMinutes(peak)) * (1 - night);
            var week = midnights * Steepest / 240 * Math.Abs(1 - weekend);
            var localMinutes = 1 + (midnights == 2 ? MinutesInADay : LongestChange);
            var year = Steepest * localMinutes / LeastMonth * (months.Max() - months.Min());
            var (mostWeek, mostYear) = (Math.Max(1, weekend), months.Max());
            var bound = day * mostWeek * mostYear + week * mostYear + year * mostWeek;
            Assert.True(change <= bound + 1e-12, $"{zone.Name} {instant:O} {peak}: {change:R} > {bound:R}");
        }, iter: 100_000);

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29T01:00:00Z", 3, 10)]
    [InlineData("Europe/Berlin", "2026-10-25T01:00:00Z", 3, 10)]
    [InlineData("America/New_York", "2026-11-01T06:00:00Z", 3, 10)]
    [InlineData("America/Havana", "2026-11-01T05:00:00Z", 1, 10)]
    public void A_change_of_the_clock_in_a_shoulder_makes_no_jump(string zone, string change, double from, double to)
    {
        var cycle = new Cycle { PeakHours = new PeakHours(from, to), NightBaseline = 0, Zone = Zones.Of(zone) };
        var instant = DateTimeOffset.Parse(change, System.Globalization.CultureInfo.InvariantCulture);

        var before = cycle.FactorAt(instant.AddSeconds(-1), instant);
        var after = cycle.FactorAt(instant, instant);

        Assert.InRange(before, 0, 1 - 1e-9);
        Assert.InRange(Math.Abs(after - before), 0, Steepest / 7200);
    }

    [Fact]
    public void A_day_rises_to_its_peak_and_falls_from_it() => Gen.Select(s_peakHours.Where(peak => NightHours(peak) > 0), s_share.Where(share => share < 0.99)).Sample((peak, night) =>
    {
        var cycle = new Cycle { PeakHours = peak, NightBaseline = night };
        var begin = DateTimeOffset.UnixEpoch.AddDays(20_000).AddHours(peak.From);
        var end = begin.AddHours(24 - NightHours(peak));
        var shoulder = ShoulderMinutes(peak);
        for (var minute = 0; minute + 1 <= shoulder; minute++)
        {
            Assert.True(Factor(begin.AddMinutes(-minute - 1)) < Factor(begin.AddMinutes(-minute)), $"{peak} begins, {minute}");
            Assert.True(Factor(end.AddMinutes(minute + 1)) < Factor(end.AddMinutes(minute)), $"{peak} ends, {minute}");
        }

        Assert.Equal(night, Factor(begin.AddMinutes(-shoulder)));
        Assert.Equal(night, Factor(end.AddMinutes(shoulder)));
        Assert.Equal(1.0, Factor(begin));
        Assert.Equal(1.0, Factor(end));

        double Factor(DateTimeOffset instant) => cycle.FactorAt(instant, instant);
    }, iter: 200);

    [Fact]
    public void A_peak_of_the_whole_day_has_no_night()
    {
        var cycle = new Cycle { PeakHours = new PeakHours(0, 24), NightBaseline = 0.1 };
        for (var minute = 0; minute < MinutesInADay; minute++)
        {
            var instant = DateTimeOffset.UnixEpoch.AddDays(20_000).AddMinutes(minute);
            Assert.Equal(1.0, cycle.FactorAt(instant, instant));
        }
    }

    private static double NightHours(PeakHours peak) => peak.To > peak.From ? 24 - (peak.To - peak.From) : peak.From - peak.To;

    private static double ShoulderMinutes(PeakHours peak) => 60 * Math.Min(2, NightHours(peak) / 2);

    private static DateTimeOffset[] ChangesOf(string zone) =>
    [
        .. DateTimeZoneProviders.Tzdb[zone].GetZoneIntervals(Instant.FromUtc(1971, 1, 1, 0, 0), Instant.FromUtc(2100, 1, 1, 0, 0))
            .Skip(1).Select(interval => interval.Start.ToDateTimeOffset()),
    ];
}
