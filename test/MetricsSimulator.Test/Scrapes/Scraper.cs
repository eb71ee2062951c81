using MetricsSimulator.Formats.Numbers;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Test.Scrapes;

/// <summary>What a Prometheus makes of a run: it knows series by their text, as Prometheus does, and nothing of the model.</summary>
/// <remarks>Source: prometheus/prometheus, scrape/scrape.go, scrapeLoop.append and scrapeCache.iterDone.</remarks>
internal sealed class Scraper(TimeSpan timeout)
{
    private HashSet<string> _cache = new(StringComparer.Ordinal);

    /// <summary>What it writes about the scrapes of a run, tick by tick: up, the samples, and the series added; and the samples that it stores, which are none when a scrape failed.</summary>
    public static List<(double Up, double Samples, double Added, Dictionary<string, long> Found)> Watch(SimulationModel model, IReadOnlyList<ModelChange> journal, int ticks, TimeSpan timeout)
    {
        var simulator = new Simulator(model, journal: journal);
        var scraper = new Scraper(timeout);
        var scrapes = new List<(double, double, double, Dictionary<string, long>)>();
        for (var tick = 0; tick < ticks; tick++)
        {
            simulator.AdvanceTo(tick);
            using var snapshot = simulator.Acquire();
            scrapes.Add(scraper.Scrape(snapshot, simulator.Status));
        }

        return scrapes;
    }

    /// <summary>The samples of a snapshot, as their bits, by the text of their series.</summary>
    public static Dictionary<string, long> SamplesOf(Snapshot snapshot)
    {
        var samples = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var family in snapshot.Layout.Families)
        {
            foreach (var labelSet in family.LabelSets)
            {
                foreach (var series in family.Series)
                {
                    var value = snapshot.Values[labelSet.Column + series.Value];
                    if (Staleness.IsMarker(value)) continue;
                    var labels = family.Labels.LabelsOf(labelSet.Number).Select(label => $"{label.Key}={label.Value}");
                    if (series.Label is { } own) labels = labels.Append($"{own.Name}={GoFloat.SpellOpenMetrics(own.Number)}");
                    samples.Add($"{family.Name}{series.Suffix} {string.Join(' ', labels.Order(StringComparer.Ordinal))}", BitConverter.DoubleToInt64Bits(value));
                }
            }
        }

        return samples;
    }

    private (double, double, double, Dictionary<string, long>) Scrape(Snapshot snapshot, RunStatus status)
    {
        var endpoint = status.Endpoint;
        if (endpoint.IsDown || endpoint.BodyShare < 1 || endpoint.Delay >= timeout) return (0, 0, 0, []);
        var found = SamplesOf(snapshot);
        var added = found.Keys.Count(series => !_cache.Contains(series));
        _cache = [.. found.Keys];
        return (1, found.Count, added, found);
    }
}
