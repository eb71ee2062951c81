using System.Globalization;
using MetricsSimulator.Cli.Relay;
using MetricsSimulator.Events;
using MetricsSimulator.Formats.Otlp;

namespace MetricsSimulator.Cli.Matrix;

/// <summary>Compares what arrived at an endpoint with the truth.</summary>
internal static class MatrixChecks
{
    // Sums of at most 2^12 values, each rounded once, and again when it is added.
    private static readonly double s_tolerance = Math.ScaleB(1, -40);

    /// <summary>What differs, each difference with the name of its check in front; empty if nothing does.</summary>
    /// <param name="matrixCase">The combination.</param>
    /// <param name="truth">The truth.</param>
    /// <param name="arrived">The requests that were accepted, in their order.</param>
    /// <param name="notTaken">The points that the exporter says were not taken: lost, or still waiting.</param>
    public static List<string> Differences(MatrixCase matrixCase, MatrixTruth truth, IReadOnlyList<OtlpRequest> arrived, long notTaken)
    {
        var differences = new List<string>();
        var metrics = arrived.SelectMany(request => request.Metrics).ToList();
        var points = metrics.Sum(metric => (long)metric.Points.Length);
        CheckTemporality(matrixCase, metrics, differences);
        CheckOrder(metrics, differences);
        CheckAttributes(truth, metrics, differences);
        var isDelta = matrixCase.Temporality == Temporality.Delta;
        var accepts = matrixCase.Endpoint is EndpointState.Well or EndpointState.Slow or EndpointState.TooMany or EndpointState.Unavailable;
        var mustLose = !accepts || (isDelta && matrixCase.Endpoint == EndpointState.Slow);
        // With totals, a later export takes the place of one that waits.
        if (isDelta && points + notTaken != truth.SampleCount) differences.Add(Text($"samples: {points} arrived and {notTaken} are said to be lost, of {truth.SampleCount}"));
        if (mustLose && notTaken == 0) differences.Add("samples: the exporter does not say that anything was lost");
        if (!accepts)
        {
            if (points > 0) differences.Add(Text($"samples: {points} points arrived at an endpoint that accepts nothing"));
            return differences;
        }

        CheckSamples(truth, metrics, exactly: matrixCase.Endpoint != EndpointState.Slow, differences);
        if (!mustLose) CheckSums(truth, arrived, matrixCase.Temporality, differences);
        return differences;
    }

    private static void CheckTemporality(MatrixCase matrixCase, List<ReceivedMetric> metrics, List<string> differences)
    {
        if (metrics.Find(metric => metric.Temporality != matrixCase.Temporality || !metric.IsMonotonic) is { } wrong)
            differences.Add($"temporality: {wrong.Name} is {wrong.Temporality}{(wrong.IsMonotonic ? "" : " and may fall")}, must be {matrixCase.Temporality} and monotonic");
    }

    // Totals since different starts are different series: a session can have several processes.
    private static void CheckOrder(List<ReceivedMetric> metrics, List<string> differences)
    {
        var last = new Dictionary<string, ReceivedPoint>(StringComparer.Ordinal);
        foreach (var metric in metrics)
        {
            foreach (var point in metric.Points)
            {
                var series = Text($"{(metric.Temporality == Temporality.Cumulative ? point.Start?.UtcTicks : null)} {SampleText.Series(metric.Resource, metric.Name, point.Attributes)}");
                if (last.TryGetValue(series, out var before) && point.Time <= before.Time)
                {
                    differences.Add(Text($"order: {metric.Name} has {point.Time:HH:mm:ss} after {before.Time:HH:mm:ss}"));
                    return;
                }

                last[series] = point;
            }
        }
    }

    private static void CheckAttributes(MatrixTruth truth, List<ReceivedMetric> metrics, List<string> differences)
    {
        foreach (var metric in metrics)
        {
            foreach (var point in metric.Points)
            {
                var series = SampleText.Series(metric.Resource, metric.Name, point.Attributes);
                if (truth.Series.Contains(series)) continue;
                differences.Add($"attributes: no process exported {series}");
                return;
            }
        }
    }

    private static void CheckSamples(MatrixTruth truth, List<ReceivedMetric> metrics, bool exactly, List<string> differences)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var (surplus, example) = (0, "");
        foreach (var metric in metrics)
        {
            foreach (var point in metric.Points)
            {
                var series = SampleText.Series(metric.Resource, metric.Name, point.Attributes);
                var sample = SampleText.Sample(series, metric.Unit, metric.Scope, point.Start ?? default, point.Time, point.Value);
                counts.TryGetValue(sample, out var count);
                counts[sample] = ++count;
                if (truth.Samples.TryGetValue(sample, out var exported) && count <= exported) continue;
                if (surplus++ == 0) example = sample;
            }
        }

        if (surplus > 0) differences.Add(Text($"samples: {surplus} points arrived that were not exported, or more than once; the first: {example}"));
        if (!exactly) return;
        var missing = 0;
        foreach (var (sample, exported) in truth.Samples)
        {
            counts.TryGetValue(sample, out var count);
            if (count >= exported) continue;
            if (missing == 0) example = sample;
            missing += exported - count;
        }

        if (missing > 0) differences.Add(Text($"samples: {missing} points did not arrive; one of them: {example}"));
    }

    private static void CheckSums(MatrixTruth truth, IReadOnlyList<OtlpRequest> arrived, Temporality temporality, List<string> differences)
    {
        var totals = new ReceivedTotals();
        foreach (var request in arrived) totals.Add(request);
        foreach (var total in truth.Totals)
        {
            var found = totals.Find(total.Metric, temporality)?.Sum ?? 0;
            if (Math.Abs(found - total.Sum) > s_tolerance * total.Sum) differences.Add(Text($"sums: {total.Metric} sums to {found}, must be {total.Sum}"));
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
