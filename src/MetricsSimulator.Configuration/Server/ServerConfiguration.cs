namespace MetricsSimulator.Configuration.Server;

/// <summary>The settings of the server.</summary>
public sealed record ServerConfiguration
{
    /// <summary>localhost, port 9090, no timestamps.</summary>
    public static readonly ServerConfiguration Default = new("localhost", 9090, timestamps: false);

    /// <summary>Creates the settings.</summary>
    /// <param name="host">The host name or address to listen on.</param>
    /// <param name="port">The TCP port, from 0 to 65535; 0 chooses a free one.</param>
    /// <param name="timestamps">Whether every sample has the time of its tick.</param>
    /// <exception cref="ArgumentException">An argument breaks its rule.</exception>
    public ServerConfiguration(string host, int port, bool timestamps)
    {
        Rule.Require(HostViolation(host), "host");
        Rule.Require(PortViolation(port), "port");
        Host = host;
        Port = port;
        Timestamps = timestamps;
    }

    /// <summary>The host name or address to listen on.</summary>
    public string Host { get; }

    /// <summary>The TCP port; 0 chooses a free one.</summary>
    public int Port { get; }

    /// <summary>Whether every sample has the time of its tick.</summary>
    public bool Timestamps { get; }

    /// <summary>The rule that a host breaks; null if it breaks none.</summary>
    public static string? HostViolation(string host) =>
        Uri.CheckHostName(host) == UriHostNameType.Unknown ? Rule.Broken("must be a host name or an IP address", host) : null;

    /// <summary>The rule that a port breaks; null if it breaks none.</summary>
    public static string? PortViolation(long port) => port is >= 0 and <= 65535 ? null : Rule.Broken("must be from 0 to 65535", port);
}
