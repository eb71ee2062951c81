using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Sessions;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Configuration.Workload;

/// <summary>Reads the block <c>workload</c> of a pattern.</summary>
internal static class PhaseWorkloadReader
{
    /// <summary>The workload in the pattern; null if there is none that the pattern could change. Reports all errors of the block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="workload">The workload of the configuration; null for none.</param>
    public static WorkloadDefinition? Read(Block block, WorkloadDefinition? workload)
    {
        var parameters = ReadParameters(block, workload?.Parameters ?? new SessionParameters());
        if (workload is null) return null;
        var developers = workload.Team.Developers.Length;
        var joined = block.Value(PhaseWorkloadKeys.Developers).Of(developers);
        if (joined > developers)
            block.Blame(PhaseWorkloadKeys.Developers).Report(Rule.Broken($"must be at most {developers}, the developers of the workload", joined));
        return workload with { Parameters = parameters, Joined = joined, SessionsFactor = block.Value(PhaseWorkloadKeys.Sessions) };
    }

    private static SessionParameters ReadParameters(Block block, SessionParameters configured)
    {
        var models = (block.CursorOf(PhaseWorkloadKeys.Models) is { } list ? LanguageModelKeys.Read(list) : null) ?? configured.Models;
        var parameters = configured with
        {
            Preset = block.Has(PhaseWorkloadKeys.Preset) ? block.Value(PhaseWorkloadKeys.Preset) : configured.Preset,
            Models = PriceFactorKeys.Apply(block.Find(PhaseWorkloadKeys.PriceFactors), models),
            CachesForAnHour = block.Has(PhaseWorkloadKeys.CachesForAnHour) ? block.Value(PhaseWorkloadKeys.CachesForAnHour) : configured.CachesForAnHour,
            Tools = block.CursorOf(PhaseWorkloadKeys.Tools) is { } tools ? ToolKeys.Read(tools, configured.Tools) : configured.Tools,
        };
        return SessionParameterKeys.Read(parameters, block.Find(PhaseWorkloadKeys.Parameters));
    }
}
