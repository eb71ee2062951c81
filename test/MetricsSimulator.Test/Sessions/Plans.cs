using MetricsSimulator.Sessions;

namespace MetricsSimulator.Test.Sessions;

/// <summary>Plans of sessions on which laws are tried: of both presets, from several seeds.</summary>
internal static class Plans
{
    /// <summary>Monday, 2026-01-05T00:00:00Z, in milliseconds since the Unix epoch.</summary>
    public const long Monday = 1_767_571_200_000;

    private const long Hour = 3_600_000;

    public static MatrixTheoryData<string, ulong> Cases { get; } = new MatrixTheoryData<string, ulong>(["enterprise", "power_users"], [1, 2, 3]);

    public static SessionParameters Of(string preset) =>
        new() { Preset = preset == "enterprise" ? WorkloadPreset.Enterprise : WorkloadPreset.PowerUsers };

    /// <summary>The same without subagents, whose calls cannot be told from each other in a plan.</summary>
    public static SessionParameters WithoutSubagents(string preset) =>
        Of(preset) with { Tools = new Toolbox([.. Toolbox.Default.All.Select(tool => tool.StartsSubagent ? tool with { InteractiveShare = 0 } : tool)]) };

    public static SessionPlanner Planner(SessionParameters parameters, ulong seed) => new(parameters, Draws.OfRun, new ServiceBursts(seed, Draws.OfRun));

    /// <summary>A session an hour, so that calm times and bursts of errors are among them.</summary>
    public static IEnumerable<SessionPlan> Of(SessionParameters parameters, ulong seed, int count)
    {
        var planner = Planner(parameters, seed);
        return Enumerable.Range(0, count).Select(i => planner.Plan(KeyOf(seed, i), StartOf(i)));
    }

    public static DrawKey KeyOf(ulong seed, int number) => new DrawKey((uint)seed, 0).OfSession((uint)number, 0);

    public static long StartOf(int number) => Monday + number * Hour;

    /// <summary>The number of tokens that is the base of a thread.</summary>
    public static long BaseOf(SessionParameters parameters, DrawKey key) => Draws.OfRun.Count(parameters.Base, key, 0, SessionDraw.Base);
}
