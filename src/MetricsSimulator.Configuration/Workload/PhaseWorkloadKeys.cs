using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Configuration.Workload;

/// <summary>The keys of the block <c>workload</c> of a pattern. Nothing writes them, because a scenario is kept and shown as the text from which it was read.</summary>
internal static class PhaseWorkloadKeys
{
    private const string AsConfigured = "as configured";
    private const double MostSessions = 100;

    public static readonly Key<Headcount> Developers = new("developers", HeadcountKind.Instance, new Headcount(100, true),
        "How many developers have joined: a number, or a share such as `20%`, which is rounded up. They are the first of the team: `dev-01`, `dev-02`, …, then the `members`. The others start no session.")
    {
        AbsentText = "the whole team",
    };

    public static readonly Key<double> Sessions = new("sessions", ValueKinds.Number, 1, "The factor of the sessions that developers start.")
    {
        Rule = ValueRules.Between<double>(0, MostSessions, static factor => factor is >= 0 and <= MostSessions ? null : Rule.Broken($"must be from 0 to {MostSessions}", factor)),
    };

    public static readonly Key<WorkloadPreset> Preset = new(WorkloadKeys.Preset.Name, WorkloadKeys.Preset.Kind, WorkloadPreset.Enterprise,
        "How developers work, as in `workload`. It replaces all parameters that differ between presets.")
    {
        AbsentText = AsConfigured,
    };

    public static readonly Key<Cursor> Models = new(WorkloadKeys.Models.Name, WorkloadKeys.Models.Kind, null!, "The language models with their prices, instead of those of `workload`.")
    {
        AbsentText = AsConfigured,
    };

    public static readonly Key<Block> PriceFactors = new("price_factors", new BlockKind(PriceFactorKeys.Table), null!, "Factors of all prices of the models, such as `{sonnet: 0.8}`.")
    {
        AbsentText = "all prices as configured",
    };

    public static readonly Key<bool> CachesForAnHour = new(WorkloadKeys.CachesForAnHour.Name, WorkloadKeys.CachesForAnHour.Kind, false, WorkloadKeys.CachesForAnHour.Meaning)
    {
        AbsentText = AsConfigured,
    };

    public static readonly Key<Cursor> Tools = new(WorkloadKeys.Tools.Name, WorkloadKeys.Tools.Kind, null!, "Tools that differ from those of `workload`, or are added.") { AbsentText = AsConfigured };

    public static readonly Key<Block> Parameters = new(WorkloadKeys.Parameters.Name, WorkloadKeys.Parameters.Kind, null!, "Parameters that differ from those of `workload`.")
    {
        AbsentText = AsConfigured,
    };

    public static readonly KeyTable Table = new("pattern_workload", "patterns[].workload",
        """
        What is different in the work of the team. It needs a configuration with a `workload`. A session follows the pattern in which it starts until it ends, and the price of a
        call is that of the pattern in which the call ends. Sessions that start before the scenario follow its first pattern.
        """,
        [Developers, Sessions, Preset, Models, PriceFactors, CachesForAnHour, Tools, Parameters]);
}
