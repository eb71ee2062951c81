using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MetricsSimulator.Cli.Push;

/// <summary>The address of a receiver.</summary>
internal static class ReceiverAddress
{
    /// <summary>Whether this program can use TLS. The native executable contains OpenSSL; otherwise .NET on Linux needs the machine's.</summary>
    public static bool HasTransportSecurity =>
        !RuntimeFeature.IsDynamicCodeSupported || !OperatingSystem.IsLinux() || HasLibrary("libssl.so.3") || HasLibrary("libssl.so.1.1");

    /// <summary>The rule that an address breaks; null if it breaks none. The message does not repeat parts that may be secret.</summary>
    /// <param name="text">The address.</param>
    /// <param name="hasTransportSecurity">Whether https is possible.</param>
    public static string? Violation(string text, bool hasTransportSecurity)
    {
        const string Expected = "must be an address like http://localhost:9090/api/v1/write";
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return text.Contains('@', StringComparison.Ordinal) ? $"{Expected}, without user or password." : $"{Expected}, got '{text}'.";
        if (url.UserInfo.Length > 0)
        {
            return $"must not contain a user or password; set {RemoteWriteCredentials.UserVariable} and {RemoteWriteCredentials.PasswordVariable}, "
                + $"or {RemoteWriteCredentials.TokenVariable}.";
        }

        if (url.Fragment.Length > 0) return $"must not have a fragment, got '{url.Fragment}'.";
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
