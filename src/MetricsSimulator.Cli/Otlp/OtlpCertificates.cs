using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MetricsSimulator.Cli.Otlp;

/// <summary>Reads the certificates of an exporter from the files that environment variables name.</summary>
/// <param name="trusted">The variable of the certificates to trust, and its value.</param>
/// <param name="own">The variable of the certificate to show, and its value.</param>
/// <param name="key">The variable of the key of that certificate, and its value.</param>
/// <param name="refuse">Receives what is wrong.</param>
internal sealed class OtlpCertificates((string Name, string? File) trusted, (string Name, string? File) own, (string Name, string? File) key, Action<string> refuse)
{
    /// <summary>The receiver with the certificates.</summary>
    public OtlpReceiver AddTo(OtlpReceiver receiver)
    {
        if (trusted.File is { } authorities)
        {
            var certificates = new X509Certificate2Collection();
            if (Reads(trusted.Name, authorities, () => certificates.ImportFromPemFile(authorities)))
            {
                if (certificates.Count == 0) refuse($"{trusted.Name}: {authorities} has no certificate. It must be a file in PEM.");
                receiver = receiver with { Trusted = certificates };
            }
        }

        if ((own.File is null) != (key.File is null)) refuse($"{(own.File is null ? own : key).Name}: must be set too when {(own.File is null ? key : own).Name} is.");
        else if (own.File is { } file && key.File is { } secret)
            Reads($"{own.Name}, {key.Name}", $"{file} and {secret}", () => receiver = receiver with { Certificate = X509Certificate2.CreateFromPemFile(file, secret) });
        return receiver;
    }

    private bool Reads(string name, string file, Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            refuse($"{name}: {file} cannot be read: {exception.Message.TrimEnd('.')}. It must be a file in PEM.");
            return false;
        }
    }
}
