using System.Collections.Immutable;
using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Formats.OpenMetrics;
using MetricsSimulator.Formats.PrometheusText;

namespace MetricsSimulator.Formats.Negotiation;

/// <summary>The formats that a scraper can choose.</summary>
public static class ExpositionFormats
{
    /// <summary>All formats. If one clause of an <c>Accept</c> header allows several, the first in this order is chosen, as in prometheus/common.</summary>
    public static readonly ImmutableArray<ExpositionFormat> All = [OpenMetricsFormat.Version100, OpenMetricsFormat.Version001, TextFormat.Version100, TextFormat.Version004];

    /// <summary>The format for a scraper that asks for none of them.</summary>
    public static ExpositionFormat Default => TextFormat.Version004;
}
