using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace MetricsSimulator.Cli.Http;

/// <summary>What a server listens on, as users name it. Thread-safe.</summary>
internal static class ListenAddress
{
    /// <summary>The rule that a host breaks, or null: this server looks no names up.</summary>
    public static string? HostViolation(string host) => host == "localhost" || IPAddress.TryParse(host, out _)
        ? null
        : Rule.Broken("must be localhost or an address of this machine (0.0.0.0 for all of them)", host);

    /// <summary>Has a server listen.</summary>
    /// <param name="options">The server.</param>
    /// <param name="host">localhost or an address.</param>
    /// <param name="port">The port; 0 for one that is free.</param>
    public static void Listen(KestrelServerOptions options, string host, int port)
    {
        // localhost is two addresses, which cannot be given the same free port.
        if (host == "localhost" && port != 0) options.ListenLocalhost(port);
        else options.Listen(host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(host), port);
    }

    /// <summary>A host as it stands in a URL: IPv6 addresses in brackets, and localhost for the addresses that mean every one.</summary>
    public static string InUrl(string host)
    {
        if (!IPAddress.TryParse(host, out var address)) return host;
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) return "localhost";
        return address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : host;
    }
}
