using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using MetricsSimulator.Cli.Terminal;

namespace MetricsSimulator.Cli.Scoring.Prometheus;

/// <summary>Somebody's own Prometheus, or a server with the same API. It is only read. Thread-safe.</summary>
internal sealed class RemotePrometheus : PrometheusConnection, IDisposable
{
    // Prometheus itself gives up after two minutes, unless it is told otherwise.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false }) { Timeout = s_patience };

    /// <summary>Creates the connection; it sends nothing yet.</summary>
    /// <param name="address">The address below which <c>/api/v1</c> lies. A user and a password in it are sent as basic authentication.</param>
    public RemotePrometheus(Uri address)
    {
        Name = address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');
        _client.BaseAddress = new Uri(Name + "/");
        if (address.UserInfo.Length > 0)
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo))));
    }

    /// <summary>The address for messages: without user and password.</summary>
    public string Name { get; }

    /// <summary>The header that every question has, besides those of the connection.</summary>
    public AuthenticationHeaderValue? Authorization { init => _client.DefaultRequestHeaders.Authorization ??= value; }

    /// <inheritdoc/>
    public override async Task<HttpResponseMessage> AskAsync(string path, IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancellation)
    {
        try
        {
            using var content = new FormUrlEncodedContent(form);
            using var request = new HttpRequestMessage(HttpMethod.Post, path.TrimStart('/')) { Content = content };
            var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (Violation(answer, path) is not { } violation) return answer;
            answer.Dispose();
            throw new PrometheusException(violation);
        }
        catch (HttpRequestException exception)
        {
            throw new PrometheusException($"--prometheus-url: {Name} cannot be reached: {exception.GetBaseException().Message.TrimEnd('.')}. Check that it runs, and the address.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new PrometheusException($"--prometheus-url: {Name} did not answer within {s_patience.TotalMinutes} minutes.");
        }
    }

    /// <inheritdoc/>
    public override Task<PrometheusException> EndedAsync(Exception exception) => Task.FromResult(new PrometheusException(exception is System.Text.Json.JsonException
        ? $"--prometheus-url: an answer of {Name} is not that of a Prometheus, or broke off: {exception.Message.Split(" LineNumber:", 2)[0].TrimEnd('.')}."
        : $"--prometheus-url: {Name} broke off an answer: {exception.GetBaseException().Message.TrimEnd('.')}. Check that it still runs."));

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    // An answer of the API is JSON, even if it is an error.
    private string? Violation(HttpResponseMessage answer, string path)
    {
        var status = string.Create(CultureInfo.InvariantCulture, $"{(int)answer.StatusCode} {answer.ReasonPhrase}").TrimEnd();
        var found = $"--prometheus-url: {Name} answers {status} to {path}";
        if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            return $"{found}. Give a user and a password in the address, as in http://user:password@host:9090, or a token in {ProgramContext.PrometheusTokenVariable}.";
        if ((int)answer.StatusCode is >= 300 and < 400) return $"{found}. Give the address to which it leads: {answer.Headers.Location?.ToString() ?? "it names none"}.";
        if (answer.StatusCode == HttpStatusCode.NotFound) return $"{found}. Give the address of a Prometheus, with the path below which /api/v1 lies.";
        return answer.Content.Headers.ContentType?.MediaType is "application/json"
            ? null
            : $"{found}, with {answer.Content.Headers.ContentType?.MediaType ?? "no content type"} and not JSON. Give the address of a Prometheus, with the path below which /api/v1 lies, and check that it is ready.";
    }
}
