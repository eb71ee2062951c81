using System.Collections.Immutable;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Cycles;

namespace MetricsSimulator.Configuration.Cycles;

/// <summary>The keys of a pattern's block <c>cycles</c>.</summary>
internal static class CycleKeys
{
    private static readonly Cycle s_none = new();

    private static readonly Key<PeakHours> s_peakHours = new("peak_hours", PeakHoursKind.Instance, s_none.PeakHours,
        "The busiest hours of a day, on the local clock; `[22, 6]` includes midnight. Activity rises in the two hours before and falls in the two hours after.");

    private static readonly Key<double> s_nightBaseline = new("night_baseline", ValueKinds.Number, s_none.NightBaseline,
        "The activity at night, as a share of the peak. With 1, all hours are alike.")
    {
        Rule = ValueRules.Probability,
    };

    private static readonly Key<double> s_weekendReduction = new("weekend_reduction", ValueKinds.Number, s_none.WeekendReduction,
        "The activity on a Saturday or Sunday, as a share of a weekday's: with 0.3, weekends have 30 %. It changes in the four hours around midnight.")
    {
        Rule = ValueRules.NonNegative,
    };

    private static readonly Key<ImmutableArray<DateOnly>> s_holidays = new("holidays", DatesKind.Instance, s_none.Holidays,
        "Dates that count as weekend days.");

    private static readonly Key<ImmutableArray<double>> s_yearly = new("yearly", NumbersKind.Instance, s_none.Yearly.Factors,
        "The factors for the middle of each month, from January to December. Between them, activity changes smoothly.")
    {
        Rule = new(YearlyShape.Violation),
    };

    private static readonly Key<double> s_trend = new("trend", ValueKinds.Number, s_none.Trend,
        "How much activity grows in 24 hours, as a share: with 0.1 it has doubled after ten days. With a negative share it falls, down to 0.")
    {
        Rule = ValueRules.Finite,
    };

    private static readonly Key<ZoneOffsets> s_timeZone = new("timezone", ZoneKind.Instance, s_none.Zone,
        "The time zone of the local clock, a name of the IANA database such as `Europe/Berlin`. Daylight saving is known up to 2100.");

    public static readonly KeyTable<Cycle> Table = new("cycle", "patterns[].cycles",
        """
        How activity changes with the hour, the day and the month. The simulator multiplies rates and arrivals by it; gauges do not change. The value
        is a block of these keys, or a list of such blocks in which each key appears only once.
        """,
        [
            s_peakHours.From((Cycle cycle) => cycle.PeakHours),
            s_nightBaseline.From((Cycle cycle) => cycle.NightBaseline),
            s_weekendReduction.From((Cycle cycle) => cycle.WeekendReduction),
            s_holidays.From((Cycle cycle) => cycle.Holidays),
            s_yearly.From((Cycle cycle) => cycle.Yearly.Factors),
            s_trend.From((Cycle cycle) => cycle.Trend),
            s_timeZone.From((Cycle cycle) => cycle.Zone),
        ]);

    /// <summary>The cycle of some blocks without errors, each key in one of them at most.</summary>
    public static Cycle Make(ImmutableArray<Block> blocks)
    {
        return new Cycle
        {
            PeakHours = Value(s_peakHours),
            NightBaseline = Value(s_nightBaseline),
            WeekendReduction = Value(s_weekendReduction),
            Holidays = Value(s_holidays),
            Yearly = new YearlyShape(Value(s_yearly)),
            Trend = Value(s_trend),
            Zone = Value(s_timeZone),
        };

        T Value<T>(Key<T> key)
            where T : notnull => blocks.FirstOrDefault(block => block.Has(key)) is { } block ? block.Value(key) : key.Default;
    }
}
