using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace MetricsSimulator.Test.Matrix;

/// <summary>Sends requests in JSON as a broken exporter would. One at a time.</summary>
/// <param name="fault">What is broken.</param>
/// <param name="inner">Sends them.</param>
internal sealed class BrokenExporter(string fault, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    // The number of the request that is lost, repeated, late or refused.
    private const int Unlucky = 3;

    private string? _late;
    private int _requests;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        var isUnlucky = ++_requests == Unlucky;
        switch (fault)
        {
            case "trusts every certificate":
                Trust();
                return await PostAsync(request, body, cancellationToken);
            case "sends nothing":
            case "loses a request" when isUnlucky:
                return Answer(HttpStatusCode.OK, "{}");
            case "is refused once" when isUnlucky:
                return Answer(HttpStatusCode.BadRequest, "");
            case "repeats a request" when isUnlucky:
                (await PostAsync(request, body, cancellationToken)).Dispose();
                return await PostAsync(request, body, cancellationToken);
            case "swaps requests" when isUnlucky:
                _late = body;
                return Answer(HttpStatusCode.OK, "{}");
            case "swaps requests" when _late is { } late:
                _late = null;
                (await PostAsync(request, body, cancellationToken)).Dispose();
                return await PostAsync(request, late, cancellationToken);
            default:
                return await PostAsync(request, Changed(body), cancellationToken);
        }
    }

    private string Changed(string body) => fault switch
    {
        "has the other temporality" => body.Replace("\"aggregationTemporality\":1", "\"aggregationTemporality\":2", StringComparison.Ordinal),
        "may fall" => body.Replace("\"isMonotonic\":true", "\"isMonotonic\":false", StringComparison.Ordinal),
        "renames an attribute" => body.Replace("\"key\":\"model\"", "\"key\":\"modell\"", StringComparison.Ordinal),
        "changes the resource" => body.Replace("\"key\":\"service.version\"", "\"key\":\"version\"", StringComparison.Ordinal),
        "doubles values" => Regex.Replace(body, "\"asDouble\":([0-9.eE+-]+)", match => FormattableString.Invariant($"\"asDouble\":{2 * double.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture):R}"), RegexOptions.None, TimeSpan.FromSeconds(1)),
        "sends half a request" => body[..(body.Length / 2)],
        _ => body,
    };

    private async Task<HttpResponseMessage> PostAsync(HttpRequestMessage request, string body, CancellationToken cancellation)
    {
        using var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        return await base.SendAsync(copy, cancellation);
    }

    private void Trust()
    {
        if (InnerHandler is not SocketsHttpHandler { SslOptions.RemoteCertificateValidationCallback: null } network) return;
#pragma warning disable CA5359 // This is what is broken.
        network.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
}
