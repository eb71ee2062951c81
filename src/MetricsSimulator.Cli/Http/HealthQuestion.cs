using System.Globalization;
using System.Net;
using System.Text.Json;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration.Server;

namespace MetricsSimulator.Cli.Http;

/// <summary>Asks a simulator for <c>/health</c>. One thread at a time.</summary>
internal sealed class HealthQuestion : IDisposable
{
    // An answer of a simulator has a few hundred bytes.
    private const int MostBytes = 16 * 1024;

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false })
    {
        MaxResponseContentBufferSize = MostBytes,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Creates the question.</summary>
    /// <param name="host">localhost or an address; an address that means all addresses is replaced by one of this machine.</param>
    /// <param name="port">The port.</param>
    public HealthQuestion(string host, int port)
    {
        // The name is not looked up: a static executable in an empty file system cannot.
        var name = ListenHost.InUrl(host);
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://{(name == "localhost" ? IPAddress.Loopback.ToString() : name)}:{port}{ServedEndpoint.Health.Path}"));
    }

    /// <summary>The address to ask.</summary>
    public Uri Address { get; }

    /// <summary>Asks, once.</summary>
    /// <param name="cancellation">Ends the wait for an answer.</param>
    /// <returns>Whether the simulator is healthy, and a short description of its state or of the error.</returns>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public async Task<(bool IsHealthy, string Answer)> AskAsync(CancellationToken cancellation)
    {
        try
        {
            using var answer = await _client.GetAsync(Address, cancellation);
            if (answer.StatusCode != HttpStatusCode.OK)
                return (false, string.Create(CultureInfo.InvariantCulture, $"answered with status {(int)answer.StatusCode}; a healthy simulator does not."));
            using var json = JsonObjectReader.Read(await answer.Content.ReadAsByteArrayAsync(cancellation), out _);
            if (json is null) return (false, "answered, but it is not a simulator.");
            return IsHealthy(json.RootElement, out var uptime) ? (true, $"healthy, up {uptime}") : (false, "answered, but is not healthy.");
        }
        catch (HttpRequestException exception)
        {
            return (false, $"{exception.GetBaseException().Message}. Is a simulator running there? Say where with --host and --port.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static bool IsHealthy(JsonElement answer, out string? uptime)
    {
        uptime = null;
        if (!answer.TryGetProperty("status", out var status) || !answer.TryGetProperty("uptime", out var up)) return false;
        if (status.ValueKind != JsonValueKind.String || up.ValueKind != JsonValueKind.String || status.GetString() != "healthy") return false;
        uptime = up.GetString();
        return true;
    }
}
