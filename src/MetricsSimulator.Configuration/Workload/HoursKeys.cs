using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Cycles;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Configuration.Workload;

/// <summary>The keys of the block <c>workload.hours</c>.</summary>
internal static class HoursKeys
{
    private static readonly WorkingHours s_default = new(ZoneOffsets.Utc);

    private static readonly ValueRule<double> s_hour = ValueRules.Between<double>(0, 24, static hour => hour is >= 0 and <= 24 ? null : Rule.Broken("must be from 0 to 24", hour));

    private static readonly ValueRule<double> s_share = ValueRules.Between<double>(0, 10, static share => share is >= 0 and <= 10 ? null : Rule.Broken("must be from 0 to 10", share));

    private static readonly Key<double> s_from = new("from", ValueKinds.Number, s_default.From, "The hour of the developer's clock at which work begins.") { Rule = s_hour };

    private static readonly Key<double> s_to = new("to", ValueKinds.Number, s_default.To, "The hour at which it ends, later than `from`.") { Rule = s_hour };

    private static readonly Key<double> s_outside = new("outside", ValueKinds.Number, s_default.Outside, "The sessions of an hour outside these hours, as a share of an hour within.")
    {
        Rule = s_share,
    };

    private static readonly Key<double> s_weekend = new("weekend", ValueKinds.Number, s_default.Weekend, "The sessions of a Saturday or Sunday, as a share of a weekday's.")
    {
        Rule = s_share,
    };

    public static readonly KeyTable<WorkingHours> Table = new("hours", "workload.hours", "When developers work.",
        [
            s_from.From((WorkingHours hours) => hours.From),
            s_to.From((WorkingHours hours) => hours.To),
            s_outside.From((WorkingHours hours) => hours.Outside),
            s_weekend.From((WorkingHours hours) => hours.Weekend),
        ]);

    /// <summary>Reads the hours from a block, with UTC as their zone. It reports an error if the end is not after the start.</summary>
    public static WorkingHours Read(Block block)
    {
        var hours = new WorkingHours(ZoneOffsets.Utc)
        {
            From = block.Value(s_from),
            To = block.Value(s_to),
            Outside = block.Value(s_outside),
            Weekend = block.Value(s_weekend),
        };
        if (hours.From >= hours.To) block.Blame(s_to, s_from).Report(Rule.Broken("must be hours of which the first is earlier", hours.From, hours.To));
        return hours;
    }
}
