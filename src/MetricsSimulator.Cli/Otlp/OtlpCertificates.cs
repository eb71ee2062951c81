using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace MetricsSimulator.Cli.Otlp;

/// <summary>Reads the certificates of an exporter from the files that environment variables name.</summary>
/// <param name="trusted">The variable of the certificates to trust, and its value.</param>
/// <param name="own">The variable of the certificate to show, and its value.</param>
/// <param name="key">The variable of the key of that certificate, and its value.</param>
/// <param name="refuse">Receives what is wrong.</param>
internal sealed class OtlpCertificates((string Name, string? File) trusted, (string Name, string? File) own, (string Name, string? File) key, Action<string> refuse)
{
    // The certificates of all public authorities, with their texts, have a quarter of it.
    private const int MostBytes = 4 << 20;

    /// <summary>The receiver with the certificates.</summary>
    public OtlpReceiver AddTo(OtlpReceiver receiver)
    {
        if (trusted.File is { } authorities)
        {
            var certificates = new X509Certificate2Collection();
            if (Reads(trusted.Name, authorities, () => certificates.ImportFromPem(TextOf(authorities))))
            {
                if (certificates.Count == 0) refuse($"{trusted.Name}: {authorities} has no certificate. It must be a file in PEM.");
                receiver = receiver with { Trusted = certificates };
            }
        }

        if ((own.File is null) != (key.File is null)) refuse($"{(own.File is null ? own : key).Name}: must be set too when {(own.File is null ? key : own).Name} is.");
        else if (own.File is { } file && key.File is { } secret)
            Reads($"{own.Name}, {key.Name}", $"{file} and {secret}", () => receiver = receiver with { Certificate = X509Certificate2.CreateFromPem(TextOf(file), TextOf(secret)) });
        return receiver;
    }

    private static string TextOf(string file)
    {
        using var stream = File.OpenRead(file);
        var bytes = new byte[MostBytes + 1];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length < bytes.Length ? Encoding.UTF8.GetString(bytes, 0, length) : throw new IOException($"{file} has more than {MostBytes >> 20} MiB");
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
