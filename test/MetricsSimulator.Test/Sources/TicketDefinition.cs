using System.Collections.Immutable;
using MetricsSimulator.Metrics;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Test.Sources;

/// <summary>
/// A source with several families, series that are born and end, and events: tickets are opened, commented and closed. What each does depends on the seed and its number.
/// </summary>
/// <param name="PerHour">How many are opened an hour, on average.</param>
/// <param name="Closing">The probability that an open one is closed in a tick.</param>
public sealed record TicketDefinition(double PerHour = 120, double Closing = 0.2) : SourceDefinition("tickets")
{
    public const string Open = "tickets_open";

    public const string Comments = "ticket_comments_total";

    public const string Waits = "ticket_wait_seconds";

    public static readonly ImmutableArray<double> Buckets = [10, 60];

    public override ImmutableArray<(string Name, MetricType Type)> Families => [(Open, MetricType.Gauge), (Comments, MetricType.Counter), (Waits, MetricType.Histogram)];

    public override ImmutableArray<ImmutableArray<string>> LabelNames => [[], ["ticket", "kind"], ["kind"]];

    public override long SeriesCount => 1;

    internal override Source Start(SourceContext context) => new TicketSource(this, context);
}
