using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MetricsSimulator.Test.Otlp;

/// <summary>A receiver of OTLP over HTTP in the process of the test, which answers as the test says. Thread-safe.</summary>
internal sealed class OtlpStore : IAsyncDisposable
{
    private readonly WebApplication _application;

    private OtlpStore(WebApplication application) => _application = application;

    /// <summary>The address, without a path.</summary>
    public Uri Url { get; private set; } = new("http://localhost/");

    /// <summary>All requests, in their order.</summary>
    public ConcurrentQueue<StoredRequest> Requests { get; } = new();

    /// <summary>The requests that were answered with success.</summary>
    public ConcurrentQueue<StoredRequest> Taken { get; } = new();

    /// <summary>Answers requests. If it leaves the status at 200 and does not abort, the request is taken.</summary>
    public Func<StoredRequest, HttpContext, Task>? Answer { get; set; }

    /// <summary>Starts a store.</summary>
    /// <param name="certificate">What it shows for https; null for http.</param>
    /// <param name="asksForCertificate">Whether it wants to see one in turn.</param>
    /// <param name="protocols">The versions of HTTP.</param>
    public static async Task<OtlpStore> StartAsync(X509Certificate2? certificate = null, bool asksForCertificate = false, HttpProtocols protocols = HttpProtocols.Http1)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            if (certificate is null) return;
            listen.UseHttps(certificate, https =>
            {
                if (!asksForCertificate) return;
                https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                https.AllowAnyClientCertificate();
            });
        }));
        var application = builder.Build();
        var self = new OtlpStore(application);
        application.Run(self.TakeAsync);
        await application.StartAsync();
        self.Url = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return self;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _application.StopAsync(now.Token);
        await _application.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await using (var sent = context.Request.Headers.ContentEncoding == "gzip" ? new GZipStream(context.Request.Body, CompressionMode.Decompress) : context.Request.Body)
            await sent.CopyToAsync(body);
        var request = new StoredRequest(context.Request.Path, new HeaderDictionary(context.Request.Headers.ToDictionary()), body.ToArray());
        Requests.Enqueue(request);
        context.Response.ContentType = context.Request.ContentType;
        if (Answer is { } answer) await answer(request, context);
        if (context.Response.StatusCode == StatusCodes.Status200OK && !context.RequestAborted.IsCancellationRequested) Taken.Enqueue(request);
    }
}
