using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Telemetry;

namespace MetricsSimulator.Configuration.Workload;

/// <summary>The keys of the block <c>workload.telemetry</c>.</summary>
internal static class TelemetryKeys
{
    private static readonly TelemetryOptions s_default = new();

    private static readonly Key<NameStyle> s_profile = new(
        "profile",
        new ChoiceKind<NameStyle>(NameProfiles.All),
        s_default.Profile.Style,
        "The names of the metrics: as a `collector` exports them, as the `direct` exporter of Claude Code does, as a store of delta values without suffixes has them (`nosuffix`), as an old "
        + "translator wrote them (`legacy`), or the five names of the `specification`.");

    private static readonly Key<string> s_namespace = new("namespace", ValueKinds.Text, "", "The namespace of the collector, such as `otel`, in front of every name.")
    {
        AbsentText = "none",
        Rule = ValueRules.Matches("^[a-zA-Z_][a-zA-Z0-9_]*$", static text => NameProfile.NamespaceViolation(text)),
    };

    private static readonly Key<TimeSpan> s_expireAfter = new("expire_after", ExpiryKind.Instance, s_default.ExpireAfter!.Value,
        "The time without a change after which a series ends; `never` keeps all of them.");

    private static readonly Key<TimeSpan> s_exportInterval = new("export_interval", ValueKinds.Duration, s_default.ExportInterval,
        "The time between two exports. With the profile `nosuffix`, a series shows what was counted between the last two, in the tick of the export alone.")
    {
        Rule = new(static value => value >= TimeSpan.FromSeconds(1) && value <= TimeSpan.FromDays(1) ? null : Rule.Broken("must be from 1s to 1d", value.TotalSeconds)),
    };

    private static readonly Key<bool> s_sessionId = Flag("include_session_id", s_default.IncludesSessionId, "Whether each session has its own series. If not, the sessions of a developer are added up.");

    private static readonly Key<bool> s_version = Flag("include_version", s_default.IncludesVersion, "Whether series have the label `app_version`.");

    private static readonly Key<bool> s_account = Flag("include_account_uuid", s_default.IncludesAccountUuid, "Whether series have the labels `user_account_uuid` and `user_account_id`.");

    private static readonly Key<bool> s_entrypoint = Flag("include_entrypoint", s_default.IncludesEntrypoint, "Whether series have the label `app_entrypoint`.");

    private static readonly Key<bool> s_repository = Flag("include_repository", s_default.IncludesRepository,
        "Whether series and events have the attributes `vcs.repository.url.full`, `vcs.owner.name`, `vcs.repository.name` and `vcs.provider.name`. `parameters.repositories` has the repositories.");

    private static readonly Key<bool> s_attributes = Flag("include_resource_attributes", s_default.IncludesResourceAttributes, "Whether series have the attributes of the developers as labels.");

    private static readonly Key<bool> s_targetInfo = Flag("target_info", s_default.HasTargetInfo, "Whether there is the metric `target_info`, with version, operating system and architecture.");

    private static readonly Key<bool> s_resource = Flag("resource_to_telemetry_conversion", s_default.ConvertsResource, "Whether all series have the labels of `target_info`, as a collector with this setting writes them.");

    private static readonly Key<string> s_appVersion = new("version", ValueKinds.Text, s_default.Version, "The version of Claude Code.") { Rule = ValueRules.NonEmpty };

    public static readonly KeyTable<TelemetryOptions> Table = new("telemetry", "workload.telemetry", "What the telemetry of the workload shows, as the settings of Claude Code and of a collector decide.",
        [
            s_profile.From((TelemetryOptions options) => options.Profile.Style),
            s_namespace.From((TelemetryOptions options) => options.Profile.Namespace, when: options => options.Profile.Namespace.Length > 0),
            s_expireAfter.From((TelemetryOptions options) => options.ExpireAfter ?? Timeout.InfiniteTimeSpan),
            s_exportInterval.From((TelemetryOptions options) => options.ExportInterval),
            s_sessionId.From((TelemetryOptions options) => options.IncludesSessionId),
            s_version.From((TelemetryOptions options) => options.IncludesVersion),
            s_account.From((TelemetryOptions options) => options.IncludesAccountUuid),
            s_entrypoint.From((TelemetryOptions options) => options.IncludesEntrypoint),
            s_repository.From((TelemetryOptions options) => options.IncludesRepository),
            s_attributes.From((TelemetryOptions options) => options.IncludesResourceAttributes),
            s_targetInfo.From((TelemetryOptions options) => options.HasTargetInfo),
            s_resource.From((TelemetryOptions options) => options.ConvertsResource),
            s_appVersion.From((TelemetryOptions options) => options.Version),
        ]);

    /// <summary>Reads the options from a block.</summary>
    public static TelemetryOptions Read(Block block)
    {
        var style = block.Value(s_profile);
        if (style != NameStyle.Collector && block.CursorOf(s_namespace) is { } at) at.ReportKey("belongs to the profile collector", s_namespace.Explanation);
        if (style == NameStyle.Direct && block.Value(s_resource)) block.CursorOf(s_resource)!.ReportKey("belongs to a collector, and the profile direct has none", s_resource.Explanation);
        var expireAfter = block.Value(s_expireAfter);
        return new TelemetryOptions
        {
            Profile = new NameProfile(style, style == NameStyle.Collector ? block.Value(s_namespace) : ""),
            ExpireAfter = expireAfter == Timeout.InfiniteTimeSpan ? null : expireAfter,
            ExportInterval = block.Value(s_exportInterval),
            IncludesSessionId = block.Value(s_sessionId),
            IncludesVersion = block.Value(s_version),
            IncludesAccountUuid = block.Value(s_account),
            IncludesEntrypoint = block.Value(s_entrypoint),
            IncludesRepository = block.Value(s_repository),
            IncludesResourceAttributes = block.Value(s_attributes),
            HasTargetInfo = block.Value(s_targetInfo),
            ConvertsResource = block.Value(s_resource),
            Version = block.Value(s_appVersion),
        };
    }

    private static Key<bool> Flag(string name, bool absent, string meaning) => new(name, ValueKinds.Flag, absent, meaning);
}
