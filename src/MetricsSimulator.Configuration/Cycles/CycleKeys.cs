using System.Collections.Immutable;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Cycles;

namespace MetricsSimulator.Configuration.Cycles;

/// <summary>The keys of a pattern's block <c>cycles</c>.</summary>
internal static class CycleKeys
{
    private static readonly Cycle s_none = new();

    public static readonly Key<PeakHours> PeakHours = new("peak_hours", PeakHoursKind.Instance, s_none.PeakHours,
        "When a day is busiest, in hours of the local clock; `[22, 6]` goes over midnight. Activity rises in the two hours before and falls in the two after.");

    public static readonly Key<double> NightBaseline = new("night_baseline", ValueKinds.Number, s_none.NightBaseline,
        "The activity at night, as a share of the peak; with 1 no hour differs from another.")
    {
        Violation = Rule.Probability,
    };

    public static readonly Key<double> WeekendReduction = new("weekend_reduction", ValueKinds.Number, s_none.WeekendReduction,
        "The activity on a Saturday or Sunday, as a share of a weekday's: with 0.3, weekends have 30 %. It changes in the four hours around midnight.")
    {
        Violation = Rule.NonNegative,
    };

    public static readonly Key<ImmutableArray<DateOnly>> Holidays = new("holidays", DatesKind.Instance, s_none.Holidays,
        "The days that count as days of a weekend.");

    public static readonly Key<ImmutableArray<double>> Yearly = new("yearly", NumbersKind.Instance, s_none.Yearly.Factors,
        "The factors of the middle of each month, from January to December; activity changes smoothly between.")
    {
        Violation = YearlyShape.Violation,
    };

    public static readonly Key<double> Trend = new("trend", ValueKinds.Number, s_none.Trend,
        "The share by which activity grows in a day of 24 hours: with 0.1 it has doubled after ten days. Below 0 it falls, down to nothing.")
    {
        Violation = Rule.Finite,
    };

    public static readonly Key<ZoneOffsets> TimeZone = new("timezone", ZoneKind.Instance, s_none.Zone,
        "The zone of the local clock, by its name in the IANA database: `Europe/Berlin`. Daylight saving is known up to 2100.");

    public static readonly KeyTable Table = new("patterns[].cycles",
        """
        How activity changes with the hour, the day and the month: what rates and arrivals are multiplied by. Gauges stay as they are. The value
        is a block of these keys, or a list of such blocks; in a list, too, a key is given once.
        """,
        [PeakHours, NightBaseline, WeekendReduction, Holidays, Yearly, Trend, TimeZone]);
}
