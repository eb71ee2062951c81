using System.Net;
using System.Net.Sockets;
using MetricsSimulator.Configuration.Server;

namespace MetricsSimulator.Cli.Runs;

/// <summary>The host on which a server listens, as users write it: <c>localhost</c> or an address.</summary>
internal static class ListenHost
{
    /// <summary>The rule that a host breaks; null if it breaks none. The server does not resolve names.</summary>
    public static string? Violation(string host) => host == "localhost" || IPAddress.TryParse(host, out _)
        ? null
        : Rule.Broken("must be localhost or an address of this machine (0.0.0.0 for all of them)", host);

    /// <summary>The host for a URL: an IPv6 address in brackets, and localhost for an address that means all addresses.</summary>
    public static string InUrl(string host)
    {
        if (!IPAddress.TryParse(host, out var address)) return host;
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) return "localhost";
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : host;
    }

    /// <summary>Whether a server answers at a URL, as far as its text tells: names other than localhost are not resolved.</summary>
    public static bool Answers(ServerConfiguration server, Uri url) => url.Port == server.Port
        && AddressesOf(url.DnsSafeHost).Any(address => AddressesOf(server.Host).Any(own =>
            own.Equals(address) || (IPAddress.IsLoopback(address) && (own.Equals(IPAddress.Any) || own.Equals(IPAddress.IPv6Any)))));

    private static IPAddress[] AddressesOf(string host) => host == "localhost" ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : IPAddress.TryParse(host, out var address) ? [address] : [];
}
