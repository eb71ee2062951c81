using System.Text;
using CsCheck;
using MetricsSimulator.Configuration.Cycles;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.TimeZones;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Cycles;

namespace MetricsSimulator.Test.Configuration;

public sealed class CycleReaderTest
{
    private static readonly Gen<double> s_number = Gen.OneOf(Gen.Double[0, 1], Gen.Double[0, 1e300], Gen.Const(0.0), Gen.Const(1.0), Gen.Const(0.3));

    private static readonly Gen<PeakHours> s_peakHours = Gen.Select(Gen.OneOf(Gen.Double[0, 24], Gen.Int[0, 24].Select(hour => (double)hour)), Gen.Double[0, 24])
        .Where((from, to) => PeakHours.Violation(from, to) is null).Select((from, to) => new PeakHours(from, to));

    private static readonly Gen<DateOnly> s_date = Gen.Int[0, DateOnly.MaxValue.DayNumber].Select(DateOnly.FromDayNumber);

    private static readonly Gen<ZoneOffsets> s_zone = Gen.Int[0, ZoneDatabase.Names.Count - 1].Select(i => ZoneDatabase.Find(ZoneDatabase.Names[i])!);

    private static readonly Gen<Cycle> s_cycle = Gen.Select(
        s_peakHours, Gen.Double[0, 1], s_number, s_date.Array[0, 5], s_number.Array[12], Gen.Double.Where(double.IsFinite), s_zone,
        (peakHours, night, weekend, holidays, yearly, trend, zone) => new Cycle
        {
            PeakHours = peakHours,
            NightBaseline = night,
            WeekendReduction = weekend,
            Holidays = [.. holidays],
            Yearly = new YearlyShape([.. yearly]),
            Trend = trend,
            Zone = zone,
        });

    [Fact]
    public void The_list_of_the_specification_is_read()
    {
        var (cycle, errors) = Read("- peak_hours: [9, 17]  # 9 AM to 5 PM\n- weekend_reduction: 0.3\n- night_baseline: 0.1\n");

        Assert.Empty(errors);
        Assert.Equal(new Cycle { PeakHours = new PeakHours(9, 17), WeekendReduction = 0.3, NightBaseline = 0.1 }, cycle);
    }

    [Fact]
    public void A_block_of_all_keys_is_read()
    {
        var (cycle, errors) = Read(
            """
            peak_hours: [22, 6.5]
            night_baseline: 0.2
            weekend_reduction: 0.4
            holidays: [2026-12-25, 2026-12-24]
            yearly: [1, 1, 1, 1, 1, 1, 0.8, 0.6, 1, 1, 1.2, 1]
            trend: 0.01
            timezone: Europe/Berlin
            """);

        Assert.Empty(errors);
        Assert.Equal(
            new Cycle
            {
                PeakHours = new PeakHours(22, 6.5),
                NightBaseline = 0.2,
                WeekendReduction = 0.4,
                Holidays = [new DateOnly(2026, 12, 24), new DateOnly(2026, 12, 25)],
                Yearly = new YearlyShape([1, 1, 1, 1, 1, 1, 0.8, 0.6, 1, 1, 1.2, 1]),
                Trend = 0.01,
                Zone = ZoneDatabase.Find("Europe/Berlin")!,
            },
            cycle);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("~")]
    [InlineData("- trend: ~\n- {}\n")]
    public void Without_keys_there_is_no_effect(string yaml)
    {
        var (cycle, errors) = Read(yaml);

        Assert.Empty(errors);
        Assert.Equal(new Cycle(), cycle);
    }

    [Theory]
    [InlineData("9", "1:1: must be a block of keys or a list of such blocks, got '9'.")]
    [InlineData("- 9", "1:3: [0]: must be a block of keys, got '9'.")]
    [InlineData("peak_hours: 9", "1:13: peak_hours: must be [from, to], got '9'.")]
    [InlineData("peak_hours: [9]", "1:13: peak_hours: must be [from, to], got a list of 1.")]
    [InlineData("peak_hours: [9, five]", "1:17: peak_hours[1]: must be a number, got 'five'.")]
    [InlineData("peak_hours: [9, 25]", "1:13: peak_hours: must be [from, to] with hours from 0 to 24, got [9, 25].")]
    [InlineData("peak_hours: [-1, 9]", "1:13: peak_hours: must be [from, to] with hours from 0 to 24, got [-1, 9].")]
    [InlineData("peak_hours: [9, .nan]", "1:13: peak_hours: must be [from, to] with hours from 0 to 24, got [9, NaN].")]
    [InlineData("peak_hours: [9, .inf]", "1:13: peak_hours: must be [from, to] with hours from 0 to 24, got [9, +Inf].")]
    [InlineData("peak_hours: [9, 9]", "1:13: peak_hours: must be [from, to] with two different hours, got [9, 9].")]
    [InlineData("peak_hours: [24, 0]", "1:13: peak_hours: must be [from, to] with two different hours, got [24, 0].")]
    [InlineData("- night_baseline: 1.5", "1:19: [0].night_baseline: must be from 0 to 1, got 1.5.")]
    [InlineData("night_baseline: .nan", "1:17: night_baseline: must be from 0 to 1, got NaN.")]
    [InlineData("weekend_reduction: -0.3", "1:20: weekend_reduction: must be 0 or more, got -0.3.")]
    [InlineData("weekend_reduction: .inf", "1:20: weekend_reduction: must be a finite number, got +Inf.")]
    [InlineData("weekend_reduction: 30%", "1:20: weekend_reduction: must be a number, got '30%'.")]
    [InlineData("holidays: 2026-12-24", "1:11: holidays: must be a list of dates like [2026-12-24, 2026-12-25], got '2026-12-24'.")]
    [InlineData("holidays: [24.12.2026]", "1:12: holidays[0]: must be a date like 2026-12-24, got '24.12.2026'.")]
    [InlineData("holidays: [2026-12-24, 2026-02-29]", "1:24: holidays[1]: must be a date like 2026-12-24, got '2026-02-29'.")]
    [InlineData("yearly: [1, 2]", "1:9: yearly: must be 12 numbers, from January to December, got 2.")]
    [InlineData("yearly: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1]", "1:9: yearly: must be 0 or more, got -1.")]
    [InlineData("yearly: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, .nan]", "1:9: yearly: must be a finite number, got NaN.")]
    [InlineData("trend: .inf", "1:8: trend: must be a finite number, got +Inf.")]
    [InlineData("timezone: Europe/Berlln", "1:11: timezone: must be a time zone like Europe/Berlin, got 'Europe/Berlln'. Did you mean 'Europe/Berlin'?")]
    [InlineData("timezone: new york", "1:11: timezone: must be a time zone like Europe/Berlin, got 'new york'. Did you mean 'America/New_York'?")]
    [InlineData("timezone: utc", "1:11: timezone: must be a time zone like Europe/Berlin, got 'utc'. Did you mean 'UTC'?")]
    [InlineData("timezone: UTC+02:00", "1:11: timezone: must be a time zone like Europe/Berlin, got 'UTC+02:00'.")]
    [InlineData("timezone: [UTC]", "1:11: timezone: must be a time zone like Europe/Berlin, got a list.")]
    [InlineData("timezone:", "1:10: timezone: must be a time zone like Europe/Berlin, got nothing.")]
    [InlineData("peak_hour: [9, 17]", "1:1: peak_hour: unknown key. Did you mean 'peak_hours'?")]
    [InlineData("- trend: 0.1\n- night_baseline: 0.1\n- trend: 0.2\n", "3:3: [2].trend: the key is given twice, first in line 1.")]
    public void A_mistake_is_told_with_its_place(string yaml, string expected)
    {
        var (cycle, errors) = Read(yaml);

        Assert.Null(cycle);
        Assert.Equal([expected], errors);
    }

    [Fact]
    public void All_mistakes_are_told()
    {
        var (cycle, errors) = Read("- peak_hours: [9, 9]\n- night_baseline: 2\n  trend: x\n- peak_hours: [1, 2]\n- nights: 1\n");

        Assert.Null(cycle);
        Assert.Equal(
        [
            "1:15: [0].peak_hours: must be [from, to] with two different hours, got [9, 9].",
            "2:19: [1].night_baseline: must be from 0 to 1, got 2.",
            "3:10: [1].trend: must be a number, got 'x'.",
            "4:3: [2].peak_hours: the key is given twice, first in line 1.",
            "5:3: [3].nights: unknown key.",
        ], errors);
    }

    [Fact]
    public void What_was_written_is_read_as_an_equal_cycle() => s_cycle.Sample(cycle =>
    {
        var (read, errors) = Read(YamlText.Document(CycleKeys.Table.Write(cycle)));
        Assert.Empty(errors);
        Assert.Equal(cycle, read);
    }, iter: 500);

    [Fact]
    public void Every_key_is_written() => Assert.Equal(
        """
        peak_hours: [9, 17]
        night_baseline: 0.1
        weekend_reduction: 1
        holidays: [2026-12-24]
        yearly: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
        trend: 0
        timezone: UTC

        """, YamlText.Document(CycleKeys.Table.Write(new Cycle { NightBaseline = 0.1, Holidays = [new DateOnly(2026, 12, 24)] })));

    private static (Cycle? Cycle, string[] Errors) Read(string yaml)
    {
        var errors = new ErrorList();
        var root = YamlDocument.Read(Encoding.UTF8.GetBytes(yaml), "f.yaml", errors)!;
        var cycle = CycleReader.Read(Cursor.Root(root, errors));
        return (cycle, [.. errors.ToSorted().Select(error => error.ToString().Split('\n')[0]["f.yaml:".Length..])]);
    }
}
