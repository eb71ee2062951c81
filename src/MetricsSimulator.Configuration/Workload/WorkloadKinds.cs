using MetricsSimulator.Configuration.Cycles;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Cycles;
using MetricsSimulator.Runners;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Configuration.Workload;

/// <summary>The kinds of values that keys of a workload and of runners share.</summary>
internal static class WorkloadKinds
{
    public static readonly ValueKind<Mix<string>> Texts = TextsOf("texts", ValueRules.NonEmpty);

    public static readonly ValueKind<Mix<string>> Efforts =
        TextsOf("efforts", new ValueRule<string>(SessionParameters.EffortViolation, JsonSchema.Of(("enum", JsonSchema.Texts(SessionParameters.EffortNames)))));

    public static readonly ValueKind<Mix<string>> Outcomes =
        TextsOf("outcomes", new ValueRule<string>(RunnersDefinition.OutcomeViolation, JsonSchema.Of(("enum", JsonSchema.Texts(RunnersDefinition.OutcomeNames)))));

    public static readonly ValueKind<Mix<Repository>> Repositories = new SharesKind<Repository>(
        "repositories", JsonSchema.Of(("pattern", JsonSchema.Text(@"^[a-z0-9._-]+(/[a-z0-9._-]+){2,}$"))), static (at, path) => Allows(at, Repository.Violation(path)) ? new Repository(path) : null,
        static repository => repository.Path);

    public static readonly ValueKind<Mix<ZoneOffsets>> Zones = new SharesKind<ZoneOffsets>(
        "time zones", ValueRules.NonEmpty.Schema,
        static (at, name) => ZoneKind.Instance.TryRead(at with { Node = new ScalarNode(at.KeyPlace, name, isPlain: false) }, out var zone) ? zone : null, static zone => zone.Name);

    private static SharesKind<string> TextsOf(string description, ValueRule<string> rule) =>
        new(description, rule.Schema, (at, name) => Allows(at, rule.Violation(name)) ? name : null, static name => name);

    private static bool Allows(Cursor at, string? violation)
    {
        if (violation is not null) at.ReportKey(violation);
        return violation is null;
    }
}
