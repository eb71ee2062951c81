using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MetricsSimulator.Cli.Push;

/// <summary>The address of a receiver.</summary>
internal static class ReceiverAddress
{
    /// <summary>Whether this program can use TLS. The native executable contains OpenSSL; otherwise .NET on Linux needs that of the machine.</summary>
    public static bool HasTransportSecurity =>
        !RuntimeFeature.IsDynamicCodeSupported || !OperatingSystem.IsLinux() || HasLibrary("libssl.so.3") || HasLibrary("libssl.so.1.1");

    /// <summary>The rule that an address breaks; null if it breaks none. The message does not repeat parts that may be secret.</summary>
    /// <param name="text">The address.</param>
    /// <param name="example">A right address.</param>
    /// <param name="credentials">Where credentials belong, as the end of a sentence.</param>
    /// <param name="hasTransportSecurity">Whether https is possible.</param>
    public static string? Violation(string text, string example, string credentials, bool hasTransportSecurity)
    {
        var expected = $"must be an address like {example}";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return text.Contains('@', StringComparison.Ordinal) ? $"{expected}, without user or password." : $"{expected}, got '{text}'.";
        if (url.UserInfo.Length > 0) return $"must not contain a user or password; set {credentials}.";
        if (url.Fragment.Length > 0) return $"must not have a fragment, got '{url.Fragment}'.";
        if (url.Port == 0) return "must have a port from 1 to 65535, got 0.";
        return url.Scheme == "https" && !hasTransportSecurity ? "https needs OpenSSL 3 or 1.1 on this machine. Install it, or send to http." : null;
    }

    /// <summary>The address for messages: without the query, which may contain a secret.</summary>
    public static string Show(Uri url) => url.GetLeftPart(UriPartial.Path);

    private static bool HasLibrary(string name)
    {
        if (!NativeLibrary.TryLoad(name, out var library)) return false;
        NativeLibrary.Free(library);
        return true;
    }
}
