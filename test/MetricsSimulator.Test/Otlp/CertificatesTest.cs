using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MetricsSimulator.Cli.Otlp;
using MetricsSimulator.Cli.Push;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Otlp;

/// <summary>An export over TLS trusts the certificates that a variable names, and shows its own.</summary>
public sealed class CertificatesTest
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Only_a_receiver_with_a_trusted_certificate_gets_something(bool isTrusted, bool shows)
    {
        using var folder = new TemporaryFolder();
        using var theirs = Certificate("CN=receiver");
        using var ours = Certificate("CN=simulator");
        await using var store = await OtlpStore.StartAsync(theirs, asksForCertificate: shows);
        string[] variables =
        [
            $"OTEL_EXPORTER_OTLP_CERTIFICATE={folder.Write("trusted.pem", (isTrusted ? theirs : ours).ExportCertificatePem())}",
            $"OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE={folder.Write("own.pem", ours.ExportCertificatePem())}",
            $"OTEL_EXPORTER_OTLP_CLIENT_KEY={folder.Write("key.pem", ours.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem())}",
            "OTEL_EXPORTER_OTLP_TIMEOUT=2000",
        ];
        var settings = ExportingRun.Settings(store.Url, variables);
        string? seen = null;
        store.Answer = async (_, context) => seen = (await context.Connection.GetClientCertificateAsync())?.Subject;
        using var sender = new OtlpSender(settings.Metrics! with { Timeout = isTrusted ? TimeSpan.FromSeconds(30) : TimeSpan.FromMilliseconds(400) }, 1, TimeProvider.System);
        var answer = await sender.SendAsync(ReadOnlyMemory<byte>.Empty, TestContext.Current.CancellationToken);
        if (isTrusted) Assert.Equal((ReceiverAnswer.Outcome.Taken, shows ? "CN=simulator" : null), (answer.Kind, seen));
        else Assert.StartsWith("makes no TLS connection. ", answer.Reason, StringComparison.Ordinal);
        Assert.Equal(isTrusted ? 1 : 0, store.Requests.Count);
    }

    private static X509Certificate2 Certificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        var wanted = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        wanted.CertificateExtensions.Add(names.Build());
        return wanted.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
