using System.Buffers;

namespace MetricsSimulator.Cli.Push;

/// <summary>A header that every request to a receiver carries, such as <c>X-Scope-OrgID: team</c>.</summary>
/// <param name="Name">Its name; see <see cref="NameViolation"/>.</param>
/// <param name="Value">Its value; see <see cref="ValueViolation"/>. It may be secret and is never printed.</param>
internal sealed record RequestHeader(string Name, string Value)
{
    /// <summary>The header for credentials.</summary>
    public const string Authorization = "Authorization";

    private static readonly SearchValues<char> s_token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // The protocols set some of these, and the HTTP connection sets the others.
    private static readonly string[] s_reserved =
    [
        "Accept-Encoding", "Connection", "Content-Encoding", "Content-Length", "Content-Type", "Expect", "Host", "Keep-Alive", "Proxy-Authenticate",
        "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "User-Agent", "X-Prometheus-Remote-Write-Version",
    ];

    /// <summary>The rule that a name breaks; null if it breaks none.</summary>
    /// <remarks>Source: RFC 9110, section 5.1.</remarks>
    public static string? NameViolation(string name)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(s_token)) return Rule.Broken("the name of a header must be letters, digits and any of !#$%&'*+-.^_`|~", name);
        return s_reserved.Contains(name, StringComparer.OrdinalIgnoreCase) ? $"{name} is set by the simulator; choose another header" : null;
    }

    /// <summary>The rule that a value breaks; null if it breaks none. The message does not repeat the value.</summary>
    /// <remarks>Source: RFC 9110, section 5.5, without bytes beyond ASCII, which receivers read in different ways.</remarks>
    public static string? ValueViolation(string name, string value)
    {
        if (value.Length == 0) return $"the value of {name} must not be empty";
        return value[0] is ' ' or '\t' || value[^1] is ' ' or '\t' || value.Any(letter => letter is (< ' ' or > '~') and not '\t')
            ? $"the value of {name} must be visible ASCII, with spaces only inside"
            : null;
    }
}
