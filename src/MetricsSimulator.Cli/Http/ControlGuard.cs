using System.Net;
using System.Security.Cryptography;
using System.Text;
using MetricsSimulator.Cli.Runs;

namespace MetricsSimulator.Cli.Http;

/// <summary>
/// Decides who may change a run. Without a token, only programs on this machine may, and they must use one of its names. With a token, every client that sends
/// it may. A web page from another origin never may.
/// </summary>
/// <param name="host">The host on which the server listens.</param>
/// <param name="token">The token; null or empty for none.</param>
internal sealed class ControlGuard(string host, string? token)
{
    private const string Scheme = "Bearer ";

    // Requests through a proxy on this machine look local. These are the headers by which a proxy can be recognised.
    private static readonly string[] s_proxyHeaders = ["Forwarded", "Via", "X-Real-IP"];

    private readonly byte[]? _token = string.IsNullOrEmpty(token) ? null : Encoding.UTF8.GetBytes(token);

    /// <summary>Why a request may not change anything; null if it may.</summary>
    public Problem? Refusal(HttpContext context)
    {
        var request = context.Request;
        if (_token is null && !IsOwn(request.Host.Host))
        {
            var own = new[] { "localhost", "127.0.0.1", "[::1]", ListenHost.InUrl(host) }.Distinct(StringComparer.Ordinal);
            return Forbidden($"The header Host must name this machine ({string.Join(", ", own)}), got '{request.Host.Value}'. To use other names, start the simulator with SIMULATOR_TOKEN set.");
        }

        foreach (var origin in request.Headers.Origin)
        {
            if (!IsOwnOrigin(origin, request.Host)) return Forbidden($"A page from '{origin}' may not change this simulator.");
        }

        if (_token is null)
        {
            if (ProxyHeader(request.Headers) is { } header)
                return Forbidden($"The header {header} says that a proxy forwarded the request, so it may come from another machine. Start the simulator with SIMULATOR_TOKEN set and send 'Authorization: Bearer TOKEN'.");
            return IsThisMachine(context.Connection.RemoteIpAddress)
                ? null
                : Forbidden("Without a token, only this machine may change the simulator. Start it with SIMULATOR_TOKEN set and send 'Authorization: Bearer TOKEN'.");
        }

        return HasToken(request) ? null : Unauthorized(context, "A token is required: send 'Authorization: Bearer TOKEN' with the SIMULATOR_TOKEN of whoever started the simulator. A quiz has none that anybody knows.");
    }

    /// <summary>Whether a request has the token; false if there is none.</summary>
    public bool HasToken(HttpRequest request) =>
        // The server reads each byte of a header as one character.
        _token is not null && request.Headers.Authorization is [{ } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Encoding.Latin1.GetBytes(value[Scheme.Length..].Trim()), _token);

    /// <summary>The problem of a request that lacks the token. It sets the header that says so.</summary>
    /// <param name="context">The request.</param>
    /// <param name="detail">What needs the token, and what to do.</param>
    public static Problem Unauthorized(HttpContext context, string detail)
    {
        context.Response.Headers.WWWAuthenticate = context.Request.Headers.Authorization.Count == 0 ? "Bearer realm=\"simulator\"" : "Bearer realm=\"simulator\", error=\"invalid_token\"";
        return new Problem(StatusCodes.Status401Unauthorized, detail);
    }

    private static Problem Forbidden(string detail) => new(StatusCodes.Status403Forbidden, detail);

    private static string? ProxyHeader(IHeaderDictionary headers) => headers.Keys.FirstOrDefault(name =>
        s_proxyHeaders.Contains(name, StringComparer.OrdinalIgnoreCase) || name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase));

    private static bool IsThisMachine(IPAddress? address) =>
        address is not null && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private bool IsOwn(string name) =>
        name is "127.0.0.1" or "[::1]"
        || name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || name.Equals(ListenHost.InUrl(host), StringComparison.OrdinalIgnoreCase);

    // Behind a proxy, the scheme differs from the one here, and the token permits other names.
    private bool IsOwnOrigin(string? origin, HostString requested)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")) return false;
        if (uri.Authority.Equals(requested.Value, StringComparison.OrdinalIgnoreCase)) return true;
        return IsOwn(requested.Host) && IsOwn(uri.Host) && uri.Port == (requested.Port ?? 80);
    }
}
