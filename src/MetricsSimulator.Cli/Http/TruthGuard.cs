using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Http;

/// <summary>
/// Decides who may see the truth about a run: everyone, unless it is hidden. Then only who sends the control token may. Thread-safe.
/// </summary>
/// <param name="control">Knows the token.</param>
/// <param name="isHidden">Whether the truth is hidden.</param>
internal sealed class TruthGuard(ControlGuard control, bool isHidden)
{
    // All that says which anomalies there are, what the scenario does, or how the run would be without anomalies.
    private static readonly ImmutableArray<string> s_paths =
    [
        "/metrics/truth", "/api/v1/anomalies", "/api/v1/anomalies/{id}", "/api/v1/model", "/api/v1/twin", "/api/v1/moments", "/api/v1/scenarios", "/api/v1/scenario", "/api/v1/score", "/api/v1/score/report",
        "/api/v1/journal",
    ];

    /// <summary>Whether the sender of a request may see the truth.</summary>
    public bool Shows(HttpContext context) => !isHidden || control.HasToken(context.Request);

    /// <summary>Why a request may not see what a path shows; null if it may.</summary>
    /// <param name="context">The request.</param>
    /// <param name="path">The path, as the list of endpoints has it.</param>
    public Problem? Refusal(HttpContext context, string path) => !s_paths.Contains(path, StringComparer.Ordinal) || Shows(context)
        ? null
        : ControlGuard.Unauthorized(context, $"The truth about this run is hidden (--hide-truth), and {path} shows it. Send 'Authorization: Bearer TOKEN' with the control token.");
}
