using System.Collections.Immutable;

namespace MetricsSimulator.Configuration.Server;

/// <summary>An endpoint of the server that a configuration may name. The server also has endpoints that no file can name.</summary>
/// <param name="Path">Its path.</param>
/// <param name="ContentTypes">The content types of its answer, in all spellings that a file may use.</param>
public sealed record ServedEndpoint(string Path, ImmutableArray<string> ContentTypes)
{
    private const string Json = "application/json";

    /// <summary>The metrics.</summary>
    public static readonly ServedEndpoint Metrics = new("/metrics",
    [
        "text/plain; version=0.0.4; charset=utf-8", "text/plain; version=1.0.0; charset=utf-8", "application/openmetrics-text; version=1.0.0; charset=utf-8",
    ]);

    /// <summary>The state of the run.</summary>
    public static readonly ServedEndpoint Health = new("/health", [Json, Json + "; charset=utf-8"]);

    /// <summary>The configuration of the run.</summary>
    public static readonly ServedEndpoint Configuration = new("/config", ["application/yaml", "application/yaml; charset=utf-8", Json, Json + "; charset=utf-8"]);

    /// <summary>All endpoints that a configuration may name.</summary>
    public static readonly ImmutableArray<ServedEndpoint> All = [Metrics, Health, Configuration];

    /// <summary>Their paths, for messages: <c>/metrics, /health or /config</c>.</summary>
    /// <param name="conjunction">The word before the last.</param>
    /// <param name="quote">The text around each.</param>
    internal static string List(string conjunction, string quote = "")
    {
        var paths = All.Select(endpoint => quote + endpoint.Path + quote).ToArray();
        return $"{string.Join(", ", paths[..^1])} {conjunction} {paths[^1]}";
    }
}
