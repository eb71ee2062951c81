using System.Collections.Immutable;
using System.Net;
using MetricsSimulator.Configuration.Server;

namespace MetricsSimulator.Cli.Http;

/// <summary>
/// Decides under which names the server shows the run. A web page can have its own name resolve to this machine (DNS rebinding), and the browser then lets it read the answers. So the name must
/// be one that nobody can register. With a token from the user, every name will do: the server is meant for others, under names that only they know. Thread-safe.
/// </summary>
/// <param name="control">Knows the token.</param>
/// <param name="isForEveryName">Whether every name will do.</param>
/// <param name="machine">The name of this machine.</param>
internal sealed class HostGuard(ControlGuard control, bool isForEveryName, string machine)
{
    // Files that are the same for every run, and what Prometheus and health checks ask for under names of a network.
    private static readonly ImmutableArray<string> s_openPaths = ["/", "/page.js", "/page.css", ServedEndpoint.Metrics.Path, ServedEndpoint.Health.Path];

    /// <summary>Why a request may not have what a path shows; null if it may.</summary>
    /// <param name="context">The request.</param>
    /// <param name="path">The path, as the list of endpoints has it.</param>
    public Problem? Refusal(HttpContext context, string path)
    {
        var host = context.Request.Host;
        if (isForEveryName || s_openPaths.Contains(path, StringComparer.Ordinal) || IsOwn(host.Host) || control.HasToken(context.Request)) return null;
        var known = machine.Contains('.', StringComparison.Ordinal) ? $", or {machine}" : "";
        return new Problem(StatusCodes.Status403Forbidden,
            $"The header Host must be an IP address, localhost, a name that ends in .localhost, a name without a dot{known}, got '{host.Value}'. Ask under one of these, as in http://127.0.0.1:{context.Connection.LocalPort}{context.Request.Path}. To use other names, start the simulator with SIMULATOR_TOKEN set.");
    }

    // Browsers always send a name, so who sends none is no page.
    private bool IsOwn(string name) =>
        !name.Contains('.', StringComparison.Ordinal)
        || IPAddress.TryParse(name, out _)
        || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || name.Equals(machine, StringComparison.OrdinalIgnoreCase);
}
