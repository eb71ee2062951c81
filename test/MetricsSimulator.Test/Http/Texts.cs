using System.Text;
using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Formats.PrometheusText;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Test.Http;

/// <summary>Snapshots as a scraper without wishes gets them.</summary>
internal static class Texts
{
    /// <summary>The text of a snapshot.</summary>
    public static string Of(Snapshot snapshot)
    {
        using var exposition = new ExpositionRenderer().Render(snapshot, TextFormat.Version004, ContentCoding.Identity, timestamps: false);
        return Encoding.UTF8.GetString(exposition.ToArray());
    }
}
