using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Cycles;
using MetricsSimulator.Sessions;
using MetricsSimulator.Telemetry;

namespace MetricsSimulator.Configuration.Workload;

/// <summary>The keys of the block <c>workload</c>.</summary>
internal static class WorkloadKeys
{
    /// <summary>The number of developers if a file neither names them nor sets their number.</summary>
    public const int DefaultDevelopers = 25;

    private static readonly Team s_default = new([new Developer("developer", new WorkingHours(ZoneOffsets.Utc))]);

    public static readonly Key<WorkloadPreset> Preset = new(
        "preset", new ChoiceKind<WorkloadPreset>((WorkloadPreset.Enterprise.Name, WorkloadPreset.Enterprise), (WorkloadPreset.PowerUsers.Name, WorkloadPreset.PowerUsers)),
        WorkloadPreset.Enterprise, "How developers work: the average of a company, or people who use Claude Code a lot. `parameters` change it.");

    public static readonly Key<long> Developers = new("developers", WholeNumberKind.Instance, DefaultDevelopers, "The number of developers with generated names: `dev-01`, `dev-02`, …")
    {
        AbsentText = "25; none if there are `members`",
        Rule = ValueRules.Between<long>(0, Team.MaximumDevelopers, static count => count is >= 0 and <= Team.MaximumDevelopers ? null : Rule.Broken($"must be from 0 to {Team.MaximumDevelopers}", count)),
    };

    public static readonly Key<Mix<ZoneOffsets>> Zones = new("timezones", WorkloadKinds.Zones, new((ZoneOffsets.Utc, 1)), "Their time zones with shares, such as `{Europe/Berlin: 2, America/New_York: 1}`.");

    public static readonly Key<Mix<string>> Teams = new("teams", WorkloadKinds.Texts, new(("none", 1)), "Their teams with shares, which become the label `team`.") { AbsentText = "no label `team`" };

    public static readonly Key<Cursor> Members = new("members", new BlocksKind(BlocksShape.List, static () => MemberKeys.Table), null!, "Developers with names of their own.") { AbsentText = "none" };

    public static readonly BlockKey<WorkingHours> Hours = new("hours", HoursKeys.Table, "When developers work.") { AbsentText = "9 to 17, and a little outside" };

    public static readonly Key<double> SessionsPerHour = new(
        "sessions_per_hour", ValueKinds.Number, s_default.SessionsPerHour, "The sessions that a developer of average activity starts in a working hour. With 0.3 it is 16 a week.")
    {
        Rule = ValueRules.Between<double>(0, 60, static rate => rate is >= 0 and <= 60 ? null : Rule.Broken("must be from 0 to 60", rate)),
    };

    public static readonly Key<double> ActivitySpread = new(
        "activity_spread", ValueKinds.Number, s_default.ActivitySpread, "By how much developers differ in their activity: the standard deviation of its natural logarithm.")
    {
        Rule = SessionParameter.SpreadRule,
    };

    public static readonly Key<Mix<string>> Terminals = new("terminals", WorkloadKinds.Texts, Team.DefaultTerminals, "The terminals of the developers with shares.");

    public static readonly Key<Cursor> Models = new("models", new BlocksKind(BlocksShape.List, static () => LanguageModelKeys.Table), null!, "The language models with their prices; one for each role at least.")
    {
        AbsentText = "Claude Opus 5, Sonnet 5 and Haiku 4.5 with their published prices",
    };

    public static readonly Key<bool> CachesForAnHour = new(
        "cache", new ChoiceKind<bool>(("5m", false), ("1h", true)), false, "How long the cache keeps what is written to it, which has a price of its own.");

    public static readonly Key<Cursor> Tools = new("tools", new BlocksKind(BlocksShape.List, static () => ToolKeys.Table), null!, "Tools that differ from those of Claude Code, or are added.")
    {
        AbsentText = "those of Claude Code",
    };

    public static readonly BlockKey<SessionParameters> Parameters = new("parameters", SessionParameterKeys.Table, "The distributions of everything in a session.") { AbsentText = "as the preset has them" };

    public static readonly BlockKey<TelemetryOptions> Telemetry = new("telemetry", TelemetryKeys.Table, "What the telemetry shows.") { AbsentText = "what a collector exports by default" };

    public static readonly KeyTable<WorkloadSettings> Table = new("workload", "workload",
        "A team of developers who use Claude Code. Their sessions bring the metrics and events of Claude Code under their real names.",
        [
            Preset.From((WorkloadSettings settings) => PresetOf(settings.Parameters.Preset)),
            Developers.From((WorkloadSettings settings) => (long)settings.Developers),
            Zones.From((WorkloadSettings settings) => settings.Zones),
            Teams.From((WorkloadSettings settings) => settings.Teams!, when: settings => settings.Teams is not null),
            new Field<WorkloadSettings>(Members, settings => settings.Members.IsEmpty ? null : new ListNode(default, [.. settings.Members.Select(MemberKeys.Table.Write)])),
            Hours.From((WorkloadSettings settings) => settings.Hours),
            SessionsPerHour.From((WorkloadSettings settings) => settings.SessionsPerHour),
            ActivitySpread.From((WorkloadSettings settings) => settings.ActivitySpread),
            Terminals.From((WorkloadSettings settings) => settings.Terminals),
            new Field<WorkloadSettings>(Models, settings => new ListNode(default, [.. settings.Parameters.Models.All.Select(LanguageModelKeys.Table.Write)])),
            CachesForAnHour.From((WorkloadSettings settings) => settings.Parameters.CachesForAnHour),
            new Field<WorkloadSettings>(Tools, settings => ToolKeys.Write(settings.Parameters.Tools)),
            Parameters.From((WorkloadSettings settings) => settings.Parameters),
            Telemetry.From((WorkloadSettings settings) => settings.Telemetry),
        ]);

    // Parameters may have changed the values of a preset, but not its name.
    private static WorkloadPreset PresetOf(WorkloadPreset preset) => preset.Name == WorkloadPreset.PowerUsers.Name ? WorkloadPreset.PowerUsers : WorkloadPreset.Enterprise;
}
