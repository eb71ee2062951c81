using System.Net.Security;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;

namespace MetricsSimulator.Cli.Push;

/// <summary>
/// The certificates that the machine trusts. OpenSSL finds them by itself where it was installed. The OpenSSL in the static executable was not: it looks in Debian's folder, so
/// on other systems this looks in their usual places.
/// </summary>
internal static class TrustedCertificates
{
    private const string Folder = "/usr/lib/ssl/certs";

    // Source: Go, crypto/x509/root_linux.go.
    private static readonly string[] Files =
    [
        "/etc/ssl/certs/ca-certificates.crt",
        "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/ssl/ca-bundle.pem",
        "/etc/pki/tls/cacert.pem",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
        "/etc/ssl/cert.pem",
    ];

    /// <summary>The options of a TLS connection to a receiver.</summary>
    public static SslClientAuthenticationOptions NewOptions() => new() { CertificateChainPolicy = FileFor(Environment.GetEnvironmentVariable) is { } file ? Trusting(file) : null };

    private static string? FileFor(Func<string, string?> variable)
    {
        if (RuntimeFeature.IsDynamicCodeSupported || Directory.Exists(Folder) || variable("SSL_CERT_FILE") is { Length: > 0 } || variable("SSL_CERT_DIR") is { Length: > 0 }) return null;
        return Array.Find(Files, File.Exists);
    }

    private static X509ChainPolicy Trusting(string file)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(file);
        return policy;
    }
}
