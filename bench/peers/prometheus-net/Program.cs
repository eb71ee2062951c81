using System.Globalization;
using System.Net;
using Prometheus;
using PrometheusNetPeer;

if (args is not ["--port", var portText, "--series", var seriesText]
    || !int.TryParse(portText, CultureInfo.InvariantCulture, out var port)
    || !int.TryParse(seriesText, CultureInfo.InvariantCulture, out var series))
{
    Console.Error.WriteLine("usage: prometheus-net-peer --port PORT --series COUNT");
    return 2;
}

var registry = Metrics.NewCustomRegistry();
var walk = new GaugeWalk(registry, series);

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
var app = builder.Build();
app.MapMetrics(settings => settings.Registry = registry);
app.MapGet("/tick", () =>
{
    walk.Step();
    return "ok";
});
await app.RunAsync();
return 0;
