using System.Collections.Immutable;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Telemetry;

/// <summary>The OpenTelemetry resource of the processes of a developer. Source: code.claude.com/docs/en/monitoring-usage, section "Service information".</summary>
internal static class Resource
{
    /// <summary>The name of the service, which becomes the label <c>job</c>.</summary>
    public const string ServiceName = "claude-code";

    /// <summary>The name of the instrumentation scope of the metrics.</summary>
    public const string Scope = "com.anthropic.claude_code";

    /// <summary>The name of the instrumentation scope of the events.</summary>
    public const string EventScope = "com.anthropic.claude_code.events";

    // The shares of operating systems are assumptions.
    private static readonly Mix<(string Type, string Version, string Architecture)> Hosts = new(
        (("darwin", "25.1.0", "arm64"), .62), (("linux", "6.8.0-45-generic", "amd64"), .26), (("windows", "10.0.26100", "amd64"), .12));

    /// <summary>The attributes of the resource except the name of the service, in the order in which they are written.</summary>
    /// <param name="developer">The key of the developer.</param>
    /// <param name="version">The version of Claude Code.</param>
    public static ImmutableArray<KeyValuePair<string, string>> Of(DrawKey developer, string version)
    {
        var (type, system, architecture) = Hosts.At(Draws.OfRun.Uniform(developer, 0, SessionDraw.Host));
        return
        [
            KeyValuePair.Create("service.version", version),
            KeyValuePair.Create("os.type", type),
            KeyValuePair.Create("os.version", system),
            KeyValuePair.Create("host.arch", architecture),
        ];
    }
}
