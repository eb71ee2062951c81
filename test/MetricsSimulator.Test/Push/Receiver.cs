using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using MetricsSimulator.Test.Formats.RemoteWrite;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MetricsSimulator.Test.Push;

/// <summary>A receiver of remote write in the process of the test, which answers as the test says. Thread-safe.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, long> _last = new(StringComparer.Ordinal);
    private readonly WebApplication _application;

    private Receiver(WebApplication application) => _application = application;

    /// <summary>Where requests go.</summary>
    public Uri Url { get; private set; } = new("http://localhost/");

    /// <summary>The requests so far, in the order in which they came.</summary>
    public ConcurrentQueue<(DateTimeOffset At, IHeaderDictionary Headers)> Requests { get; } = new();

    /// <summary>The samples that were acknowledged, by series and instant, each with the number of times.</summary>
    public ConcurrentDictionary<(string Series, long Timestamp), (long Bits, int Times)> Samples { get; } = new();

    /// <summary>Whether the samples of a series ever came out of order.</summary>
    public bool IsOutOfOrder { get; private set; }

    /// <summary>Starts a receiver.</summary>
    /// <param name="answer">Answers the request of a number, from 1; null says that the samples are taken.</param>
    /// <param name="time">The clock by which requests are noted.</param>
    /// <param name="certificate">What it speaks https with; http when absent.</param>
    public static async Task<Receiver> StartAsync(Func<int, HttpContext, Task>? answer = null, TimeProvider? time = null, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null) listen.UseHttps(certificate);
        }));
        var application = builder.Build();
        var self = new Receiver(application);
        var count = 0;
        application.Run(async context =>
        {
            var number = Interlocked.Increment(ref count);
            self.Requests.Enqueue(((time ?? TimeProvider.System).GetUtcNow(), new HeaderDictionary(context.Request.Headers.ToDictionary())));
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            if (answer is not null) await answer(number, context);
            if (context.Response.StatusCode == StatusCodes.Status204NoContent && !context.RequestAborted.IsCancellationRequested) self.Keep(ReceivedSeries.Read(body.ToArray()));
        });
        await application.StartAsync();
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        self.Url = new Uri(address + "/api/v1/write");
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

    private void Keep(ReceivedSeries[] all)
    {
        foreach (var series in all)
        {
            foreach (var (timestamp, bits) in series.Samples)
            {
                if (_last.GetValueOrDefault(series.Name, long.MinValue) > timestamp) IsOutOfOrder = true;
                _last[series.Name] = timestamp;
                Samples.AddOrUpdate((series.Name, timestamp), (bits, 1), (_, before) =>
                {
                    Assert.Equal(before.Bits, bits);
                    return (bits, before.Times + 1);
                });
            }
        }
    }
}
