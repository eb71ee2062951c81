namespace MetricsSimulator.Cli.Queries;

/// <summary>The time that <c>rate</c> or <c>increase</c> looks at: a span, or one that a board leaves to Grafana.</summary>
/// <param name="Length">How long it is; null when Grafana says so.</param>
/// <param name="Variable">Grafana's name for it; null for a span.</param>
internal sealed record QueryWindow(TimeSpan? Length, string? Variable)
{
    /// <summary>How long ago it ends: <c>offset 1w</c>.</summary>
    public TimeSpan Offset { get; init; }

    /// <summary>The step of the graph, but never less than four scrapes.</summary>
    public static readonly QueryWindow RateInterval = new(null, "$__rate_interval");

    /// <summary>All the time that the board shows.</summary>
    public static readonly QueryWindow Range = new(null, "$__range");

    /// <summary>Half an hour.</summary>
    public static readonly QueryWindow HalfHour = Of(TimeSpan.FromMinutes(30));

    /// <summary>An hour.</summary>
    public static readonly QueryWindow Hour = Of(TimeSpan.FromHours(1));

    /// <summary>Six hours.</summary>
    public static readonly QueryWindow SixHours = Of(TimeSpan.FromHours(6));

    /// <summary>A day.</summary>
    public static readonly QueryWindow Day = Of(TimeSpan.FromDays(1));

    /// <summary>A span.</summary>
    public static QueryWindow Of(TimeSpan length) => new(length, null);
}
