namespace MetricsSimulator.Cli.Queries;

/// <summary>The window of <c>rate</c> or <c>increase</c>: a span, or one that a board leaves to Grafana.</summary>
/// <param name="Length">Its length; null if Grafana decides it.</param>
/// <param name="Variable">Grafana's variable for it; null for a span.</param>
internal sealed record QueryWindow(TimeSpan? Length, string? Variable)
{
    /// <summary>How long ago it ends: <c>offset 1w</c>; by default zero.</summary>
    public TimeSpan Offset { get; init; }

    /// <summary>The step of the graph, but at least four scrapes.</summary>
    public static readonly QueryWindow RateInterval = new(null, "$__rate_interval");

    /// <summary>The whole time range of the board.</summary>
    public static readonly QueryWindow Range = new(null, "$__range");

    /// <summary>Half an hour.</summary>
    public static readonly QueryWindow HalfHour = Of(TimeSpan.FromMinutes(30));

    /// <summary>An hour.</summary>
    public static readonly QueryWindow Hour = Of(TimeSpan.FromHours(1));

    /// <summary>Six hours.</summary>
    public static readonly QueryWindow SixHours = Of(TimeSpan.FromHours(6));

    /// <summary>A day.</summary>
    public static readonly QueryWindow Day = Of(TimeSpan.FromDays(1));

    /// <summary>A week.</summary>
    public static readonly QueryWindow Week = Of(TimeSpan.FromDays(7));

    /// <summary>A window of a span.</summary>
    public static QueryWindow Of(TimeSpan length) => new(length, null);
}
