using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

// Exports the points of bench/export/points.yaml with the OpenTelemetry SDK, and prints a line for each export: milliseconds and allocated bytes.
if (args is not ["--port", var port, "--points", var pointsText, "--exports", var exportsText]
    || !int.TryParse(pointsText, CultureInfo.InvariantCulture, out var points)
    || !int.TryParse(exportsText, CultureInfo.InvariantCulture, out var exports))
{
    Console.Error.WriteLine("usage: opentelemetry-dotnet-peer --port PORT --points COUNT --exports COUNT");
    return 2;
}

const int Hosts = 100, Queues = 10, Regions = 10;
var workers = points / 2 / (Hosts * Queues * Regions);
var labelSets = new List<KeyValuePair<string, object?>[]>();
for (var host = 0; host < Hosts; host++)
    for (var queue = 0; queue < Queues; queue++)
        for (var region = 0; region < Regions; region++)
            for (var worker = 0; worker < workers; worker++)
                labelSets.Add([Label("host", "h", host), Label("queue", "q", queue), Label("region", "r", region), Label("worker", "w", worker)]);

using var meter = new Meter("bench");
var gauge = meter.CreateGauge<double>("bench_queue_depth", description: "Jobs waiting (simulated)");
var counter = meter.CreateCounter<double>("bench_jobs_total", description: "Jobs done (simulated)");
using var provider = Sdk.CreateMeterProviderBuilder()
    .ConfigureResource(resource => resource.Clear().AddAttributes([new("service.name", "claude-code"), new("service.instance.id", "localhost:9090")]))
    .AddMeter("bench")
    .AddView("*", new MetricStreamConfiguration { CardinalityLimit = points })
    .AddOtlpExporter((exporter, reader) =>
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri($"http://127.0.0.1:{port}/v1/metrics");
        reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = int.MaxValue;
    })
    .Build();

for (var export = 0; export < exports; export++)
{
    foreach (var labels in labelSets)
    {
        gauge.Record(500 + export, labels);
        counter.Add(1 + export, labels);
    }

    var allocated = GC.GetTotalAllocatedBytes(precise: true);
    var started = Stopwatch.GetTimestamp();
    if (!provider.ForceFlush()) return 1;
    var elapsed = Stopwatch.GetElapsedTime(started);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalMilliseconds} {GC.GetTotalAllocatedBytes(precise: true) - allocated}"));
}

return 0;

static KeyValuePair<string, object?> Label(string name, string prefix, int number) => new(name, prefix + number.ToString(CultureInfo.InvariantCulture));
