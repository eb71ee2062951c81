using System.Collections.Immutable;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Configuration.Workload;

/// <summary>Reads the block <c>workload</c>.</summary>
internal static class WorkloadReader
{
    /// <summary>Reads the settings from a block, and reports all errors.</summary>
    public static WorkloadSettings Read(Block block)
    {
        var hours = HoursKeys.Read(block.Find(WorkloadKeys.Hours));
        var developers = !block.Has(WorkloadKeys.Developers) && block.Has(WorkloadKeys.Members) ? 0 : (int)block.Value(WorkloadKeys.Developers);
        var members = ReadMembers(block, hours, developers);
        if (developers == 0 && members.IsEmpty && !block.IsBroken(WorkloadKeys.Developers) && !block.Has(WorkloadKeys.Members))
            block.Blame(WorkloadKeys.Developers).Report("must be 1 or more, because there are no members", WorkloadKeys.Developers.Explanation);
        var parameters = new SessionParameters
        {
            Preset = block.Value(WorkloadKeys.Preset),
            CachesForAnHour = block.Value(WorkloadKeys.CachesForAnHour),
            Models = (block.CursorOf(WorkloadKeys.Models) is { } models ? LanguageModelKeys.Read(models) : null) ?? LanguageModels.Default,
            Tools = block.CursorOf(WorkloadKeys.Tools) is { } tools ? ToolKeys.Read(tools, Toolbox.Default) : Toolbox.Default,
        };
        return new WorkloadSettings
        {
            Developers = developers,
            Zones = block.Value(WorkloadKeys.Zones),
            Teams = block.Has(WorkloadKeys.Teams) ? block.Value(WorkloadKeys.Teams) : null,
            Members = members,
            Hours = hours,
            SessionsPerHour = block.Value(WorkloadKeys.SessionsPerHour),
            ActivitySpread = block.Value(WorkloadKeys.ActivitySpread),
            Terminals = block.Value(WorkloadKeys.Terminals),
            Parameters = SessionParameterKeys.Read(parameters, block.Find(WorkloadKeys.Parameters)),
            Telemetry = TelemetryKeys.Read(block.Find(WorkloadKeys.Telemetry)),
        };
    }

    private static ImmutableArray<Developer> ReadMembers(Block block, WorkingHours hours, int developers)
    {
        if (block.CursorOf(WorkloadKeys.Members) is not { } at) return [];
        var members = ImmutableArray.CreateBuilder<Developer>();
        var names = WorkloadSettings.NamesOf(developers).ToHashSet(StringComparer.Ordinal);
        var emails = names.Select(WorkloadSettings.EmailOf).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var errors = at.Errors.Count;
        foreach (var item in at.EnterItems("a list of developers"))
        {
            if (MemberKeys.Read(item, names, emails, hours) is { } developer) members.Add(developer);
        }

        if (members.Count == 0 && at.Errors.Count == errors) at.Report("must have one developer at least");
        return members.ToImmutable();
    }
}
