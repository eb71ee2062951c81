using System.Collections.Immutable;
using System.Globalization;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Events;
using MetricsSimulator.Formats.Otlp;

namespace MetricsSimulator.Cli.Relay;

/// <summary>Requests as lines for a reader, without line ends: when, which signal, how it was written, its size, whose it is, and what it contains.</summary>
internal static class RequestLine
{
    private const int MostNames = 10;
    private const int LongestName = 60;

    // These are the same for everything on a machine.
    private static readonly string[] s_ofMachine = ["os.", "host.", "telemetry.sdk.", "process."];

    /// <summary>The line of a request that was read.</summary>
    /// <param name="time">When it arrived.</param>
    /// <param name="body">Its body.</param>
    /// <param name="request">What it contains.</param>
    /// <param name="answer">The answer of the receiver to which it was forwarded; empty for none.</param>
    public static string Of(DateTimeOffset time, OtlpBody body, OtlpRequest request, string answer)
    {
        var encoding = (body.Encoding == OtlpEncoding.Json ? "json" : "protobuf") + (body.IsCompressed ? "+gzip" : "");
        return PrintableText.Of(string.Create(
            CultureInfo.InvariantCulture, $"{time:HH:mm:ss.fff}  {WordOf(body.Signal),-7}  {encoding,-13}  {body.Sent.Length,7} B  {Content(request)}{(answer.Length > 0 ? "  -> " + answer : "")}"));
    }

    /// <summary>The line of a request that was refused.</summary>
    public static string OfRefused(DateTimeOffset time, string path, int status, string reason) =>
        PrintableText.Of(string.Create(CultureInfo.InvariantCulture, $"{time:HH:mm:ss.fff}  refused with {status}: {Short(path)}: {reason}"));

    /// <summary>A number with its unit.</summary>
    public static string Amount(double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(value, 6)}{(unit is "" or "1" ? "" : " " + unit)}");

    /// <summary>A text that is not too long for a line.</summary>
    public static string Short(string text) => text.Length <= LongestName ? text : text[..LongestName] + "…";

    private static string WordOf(OtlpSignal signal) => signal switch
    {
        OtlpSignal.Metrics => "metrics",
        OtlpSignal.Logs => "logs",
        _ => "traces",
    };

    private static string Content(OtlpRequest request)
    {
        if (request.Signal == OtlpSignal.Traces) return string.Create(CultureInfo.InvariantCulture, $"{request.SpanCount} spans");
        if (request.Signal == OtlpSignal.Metrics)
        {
            var points = request.Metrics.Sum(metric => metric.Points.Length);
            return string.Create(
                CultureInfo.InvariantCulture, $"{Resources(request.Metrics.Select(metric => metric.Resource))}{points} {(points == 1 ? "point" : "points")}{Names([.. request.Metrics.GroupBy(metric => metric.Name, StringComparer.Ordinal).Select(Sums)])}");
        }

        var names = request.Records.GroupBy(record => record.Name, StringComparer.Ordinal).Select(group => string.Create(CultureInfo.InvariantCulture, $"{Short(group.Key)} {group.Count()}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Resources(request.Records.Select(record => record.Resource))}{request.Records.Length} {(request.Records.Length == 1 ? "record" : "records")}{Names([.. names])}");
    }

    private static string Sums(IGrouping<string, ReceivedMetric> metrics)
    {
        var first = metrics.First();
        var sum = metrics.SelectMany(metric => metric.Points).Where(point => !double.IsNaN(point.Value)).Sum(point => point.Value);
        var count = metrics.SelectMany(metric => metric.Points).Sum(point => (double)(point.Count ?? 0));
        var sign = first.Temporality switch
        {
            Temporality.Delta => "+",
            Temporality.Cumulative => "=",
            _ => "",
        };
        var observations = first.Kind is ReceivedMetricKind.Gauge or ReceivedMetricKind.Sum ? "" : string.Create(CultureInfo.InvariantCulture, $" in {count} observations");
        return $"{Short(first.Name)} {sign}{Amount(sum, first.Unit)}{observations}";
    }

    private static string Names(ImmutableArray<string> names) => names.Length == 0 ? ""
        : names.Length <= MostNames ? ": " + string.Join(", ", names)
        : string.Create(CultureInfo.InvariantCulture, $": {string.Join(", ", names[..MostNames])} and {names.Length - MostNames} more");

    private static string Resources(IEnumerable<ImmutableArray<EventAttribute>> resources)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        ImmutableArray<EventAttribute> last = default;
        foreach (var resource in resources)
        {
            // A resource may have many attributes, and many metrics after each other share it.
            if (resource == last) continue;
            last = resource;
            texts.Add(ResourceOf(resource));
        }

        return texts.Count switch
        {
            0 => "",
            1 => texts.First() is { Length: > 0 } only ? only + "  " : "",
            var count => string.Create(CultureInfo.InvariantCulture, $"{count} resources  "),
        };
    }

    private static string ResourceOf(ImmutableArray<EventAttribute> resource)
    {
        var parts = new List<string>();
        foreach (var (name, value) in resource)
        {
            if (name is "service.name" or "service.version") parts.Insert(name == "service.name" ? 0 : parts.Count, Short($"{value}"));
            else if (!s_ofMachine.Any(start => name.StartsWith(start, StringComparison.Ordinal))) parts.Add(Short(string.Create(CultureInfo.InvariantCulture, $"{name}={value}")));
        }

        return string.Join(' ', parts);
    }
}
