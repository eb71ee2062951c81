using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Events;
using MetricsSimulator.Formats.Otlp;

namespace MetricsSimulator.Cli.Relay;

/// <summary>What was received in all. Not thread-safe.</summary>
internal sealed class ReceivedTotals
{
    private readonly SortedDictionary<string, MetricTotals> _metrics = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _records = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _resources = new(StringComparer.Ordinal);
    private long _requests;
    private long _refused;
    private long _spans;

    /// <summary>The totals of a metric; null if nothing of it was received.</summary>
    /// <param name="name">The name of the metric.</param>
    /// <param name="temporality">What its values contain; null for those without.</param>
    public MetricTotals? Find(string name, Temporality? temporality)
    {
        foreach (var totals in _metrics.Values)
            if (totals.First.Name == name && totals.First.Temporality == temporality) return totals;
        return null;
    }

    /// <summary>Adds a request that was accepted.</summary>
    public void Add(OtlpRequest request)
    {
        _requests++;
        _spans += request.SpanCount;
        var number = 0;
        ImmutableArray<EventAttribute> resource = default;
        foreach (var metric in request.Metrics)
        {
            var key = $"{metric.Name}\u0001{metric.Unit}\u0001{metric.Kind}\u0001{metric.Temporality}";
            if (!_metrics.TryGetValue(key, out var totals)) _metrics[key] = totals = new MetricTotals(metric);
            if (metric.Temporality == Temporality.Cumulative && metric.Resource != resource)
            {
                resource = metric.Resource;
                number = NumberOf(MetricTotals.TextOf(resource));
            }

            totals.Add(metric, number);
        }

        foreach (var record in request.Records) _records[record.Name] = _records.GetValueOrDefault(record.Name) + 1;
    }

    /// <summary>Adds a request that was refused or not taken by the receiver.</summary>
    public void AddRefused()
    {
        _requests++;
        _refused++;
    }

    /// <summary>Prints everything.</summary>
    public void Print(ProgramContext context)
    {
        var points = _metrics.Values.Sum(totals => totals.Points);
        context.Out.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"\nReceived {Counted(_requests, "request")}, {(_refused == 0 ? "none" : _refused)} refused, with {Counted(points, "point")}, {Counted(_records.Values.Sum(), "log record")} and {Counted(_spans, "span")}.\n"));
        if (_metrics.Count > 0)
        {
            context.Out.Write("\n");
            OutputTable.Write(context, ["METRIC", "TEMPORALITY", "POINTS", "SUM"], _metrics.Values.Select(Row));
        }

        if (_records.Count > 0)
        {
            context.Out.Write("\n");
            OutputTable.Write(context, ["LOG RECORD", "COUNT"], _records.Select(record => (string[])[RequestLine.Short(record.Key), record.Value.ToString(CultureInfo.InvariantCulture)]));
        }
    }

    // Every series of a resource has its number: a text for each would be as large as their product.
    private int NumberOf(string resource)
    {
        if (!_resources.TryGetValue(resource, out var number)) _resources[resource] = number = _resources.Count;
        return number;
    }

    private static string[] Row(MetricTotals totals)
    {
        var (first, amount) = (totals.First, RequestLine.Amount(totals.Sum, totals.First.Unit));
        var sum = first.Kind switch
        {
            ReceivedMetricKind.Gauge => "",
            ReceivedMetricKind.Sum => amount,
            _ => $"{amount} in {Counted(totals.Count, "observation")}",
        };
        return [RequestLine.Short(first.Name), first.Temporality is { } known ? Word(known) : "", totals.Points.ToString(CultureInfo.InvariantCulture), sum];
    }

    private static string Word(Temporality temporality) => temporality == Temporality.Delta ? "delta" : "cumulative";

    private static string Counted(decimal count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
