using System.Collections.Immutable;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Telemetry;

/// <summary>Options for the telemetry of a workload.</summary>
public sealed record TelemetryOptions
{
    /// <summary>The names of all labels that the telemetry itself may write. No resource attribute may use them.</summary>
    public static readonly ImmutableHashSet<string> OwnLabels =
    [
        "user_id", "session_id", "organization_id", "user_email", "user_account_uuid", "user_account_id", "terminal_type", "app_version", "app_entrypoint",
        "vcs_repository_url_full", "vcs_owner_name", "vcs_repository_name", "vcs_provider_name",
        "otel_scope_name", "otel_scope_version", HistogramType.UpperBound, "job", "instance", "exported_job",
        "service_name", "service_version", "os_type", "os_version", "host_arch",
        .. TelemetryMetric.All.SelectMany(metric => metric.Attributes).Select(NameProfile.LabelOf),
    ];

    /// <summary>How the metrics are named. By default, they have the names that a collector without a namespace writes.</summary>
    public NameProfile Profile { get; init; } = new(NameStyle.Collector);

    /// <summary>The time without a change after which a series ends; null for never. 5 minutes by default, as in the Prometheus exporter of the collector.</summary>
    public TimeSpan? ExpireAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The time between two exports, which happen at multiples of it on the Unix clock; a minute by default. It only affects the style <see cref="NameStyle.NoSuffix"/>: a
    /// series shows the increase between the last two exports, and only in the tick of the export.
    /// </summary>
    public TimeSpan ExportInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether each session has series of its own. Otherwise the sessions of a developer are added up.</summary>
    public bool IncludesSessionId { get; init; } = true;

    /// <summary>Whether series name the version of Claude Code.</summary>
    public bool IncludesVersion { get; init; }

    /// <summary>Whether series name the account of the developer.</summary>
    public bool IncludesAccountUuid { get; init; } = true;

    /// <summary>Whether series have a label for how the session was started.</summary>
    public bool IncludesEntrypoint { get; init; }

    /// <summary>Whether series and events name the repository in which the session works.</summary>
    public bool IncludesRepository { get; init; }

    /// <summary>Whether series have the resource attributes of the developer.</summary>
    public bool IncludesResourceAttributes { get; init; } = true;

    /// <summary>Whether there is <c>target_info</c>, a series for each kind of machine with the attributes of its resource.</summary>
    public bool HasTargetInfo { get; init; } = true;

    /// <summary>Whether all series have the attributes of the resource, as with <c>resource_to_telemetry_conversion</c> of a collector.</summary>
    public bool ConvertsResource { get; init; }

    /// <summary>The version of Claude Code.</summary>
    public string Version { get; init; } = "2.1.287";
}
