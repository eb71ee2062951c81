using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Workload;
using MetricsSimulator.Randomness;
using MetricsSimulator.Runners;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Configuration.Runners;

/// <summary>The keys of the block <c>runners</c>.</summary>
internal static class RunnersKeys
{
    private static readonly RunnersDefinition s_default = new();

    private static readonly Key<long> s_capacity = new("capacity", WholeNumberKind.Instance, s_default.Capacity, "How many sessions the runner has at once, from the spawn hook to the end.")
    {
        Rule = ValueRules.Between<long>(
            1, RunnersDefinition.MaximumCapacity, static count => count is >= 1 and <= RunnersDefinition.MaximumCapacity ? null : Rule.Broken($"must be from 1 to {RunnersDefinition.MaximumCapacity}", count)),
    };

    private static readonly Key<double> s_sessionsPerHour = new(
        "sessions_per_hour", ValueKinds.Number, s_default.SessionsPerHour, "The sessions that arrive in an hour within `hours`, on average.")
    {
        Rule = ValueRules.Between<double>(
            0, RunnersDefinition.MaximumSessionsPerHour, static rate => rate is >= 0 and <= RunnersDefinition.MaximumSessionsPerHour ? null : Rule.Broken($"must be from 0 to {RunnersDefinition.MaximumSessionsPerHour}", rate)),
    };

    private static readonly BlockKey<WorkingHours> s_hours = new("hours", HoursKeys.Table, "When sessions arrive, in UTC: the keys of `workload.hours`.") { AbsentText = "9 to 17, and a little outside" };

    private static readonly Key<Mix<string>> s_clientPlatforms = new(
        "client_platforms", WorkloadKinds.Texts, s_default.ClientPlatforms, "From where sessions are started, with shares: the values of the label `client_platform`.");

    private static readonly Key<LognormalDistribution> s_spawn = new("spawn", LognormalKind.Instance, s_default.Spawn, "How long a spawn hook takes, in seconds.");

    private static readonly Key<double> s_spawnFailures = new(
        "spawn_failures", ValueKinds.Number, s_default.SpawnFailures,
        "The probability that a spawn hook fails. The session then backs off for 10 seconds, and twice as long after each further failure; after five failures its circuit is broken for 10 minutes.")
    {
        Rule = ValueRules.Between<double>(
            0, RunnersDefinition.MaximumSpawnFailures, static share => share is >= 0 and <= RunnersDefinition.MaximumSpawnFailures ? null : Rule.Broken($"must be from 0 to {RunnersDefinition.MaximumSpawnFailures}", share)),
    };

    private static readonly Key<LognormalDistribution> s_init = new("init", LognormalKind.Instance, s_default.Init, "How long the initialization of a session takes, in seconds.");

    private static readonly Key<double> s_initFailures = new("init_failures", ValueKinds.Number, s_default.InitFailures, "The probability that it fails, and the session with it.")
    {
        Rule = ValueRules.Probability,
    };

    private static readonly Key<double> s_startHookFailures = new(
        "start_hook_failures", ValueKinds.Number, s_default.StartHookFailures, "The probability that the start hook of a session fails. The session goes on.")
    {
        Rule = ValueRules.Probability,
    };

    private static readonly Key<LognormalDistribution> s_stay = new("stay", LognormalKind.Instance, s_default.Stay, "How long a session runs after its initialization, in seconds.");

    private static readonly Key<LognormalDistribution> s_work = new("work", LognormalKind.Instance, s_default.Work, "How long Claude works on a prompt, in seconds.");

    private static readonly Key<LognormalDistribution> s_wait = new("wait", LognormalKind.Instance, s_default.Wait, "How long the session is then idle, in seconds.");

    private static readonly Key<Mix<string>> s_outcomes = new(
        "outcomes", WorkloadKinds.Outcomes, s_default.Outcomes, "How sessions end whose initialization succeeded: `completed`, `failed` and `interrupted`, with shares.");

    public static readonly KeyTable<RunnersDefinition> Table = new("runners", "runners",
        "A self-hosted runner of Claude Code with its orchestrator. Sessions wait for a slot, start, are initialized, work and end. `[median, spread]` is a lognormal distribution.",
        [
            s_capacity.From((RunnersDefinition runners) => (long)runners.Capacity),
            s_sessionsPerHour.From((RunnersDefinition runners) => runners.SessionsPerHour),
            s_hours.From((RunnersDefinition runners) => runners.Hours),
            s_clientPlatforms.From((RunnersDefinition runners) => runners.ClientPlatforms),
            s_spawn.From((RunnersDefinition runners) => runners.Spawn),
            s_spawnFailures.From((RunnersDefinition runners) => runners.SpawnFailures),
            s_init.From((RunnersDefinition runners) => runners.Init),
            s_initFailures.From((RunnersDefinition runners) => runners.InitFailures),
            s_startHookFailures.From((RunnersDefinition runners) => runners.StartHookFailures),
            s_stay.From((RunnersDefinition runners) => runners.Stay),
            s_work.From((RunnersDefinition runners) => runners.Work),
            s_wait.From((RunnersDefinition runners) => runners.Wait),
            s_outcomes.From((RunnersDefinition runners) => runners.Outcomes),
        ]);

    /// <summary>Reads the block, and reports all errors.</summary>
    public static RunnersDefinition Read(Block block)
    {
        var errors = block.At.Errors.Count;
        var runners = new RunnersDefinition
        {
            Capacity = (int)block.Value(s_capacity),
            SessionsPerHour = block.Value(s_sessionsPerHour),
            Hours = HoursKeys.Read(block.Find(s_hours)),
            ClientPlatforms = block.Value(s_clientPlatforms),
            Spawn = block.Value(s_spawn),
            SpawnFailures = block.Value(s_spawnFailures),
            Init = block.Value(s_init),
            InitFailures = block.Value(s_initFailures),
            StartHookFailures = block.Value(s_startHookFailures),
            Stay = block.Value(s_stay),
            Work = block.Value(s_work),
            Wait = block.Value(s_wait),
            Outcomes = block.Value(s_outcomes),
        };
        if (block.At.Errors.Count == errors && runners.LoadViolation is { } violation)
            block.Blame(s_capacity, s_sessionsPerHour, s_stay).Report(violation, "Otherwise the queue grows without end. Raise capacity, or lower sessions_per_hour or stay.");
        return runners;
    }
}
