using System.Collections.Immutable;

namespace MetricsSimulator.Scoring.Incidents;

/// <summary>Something that went wrong at a known time, and that alerts should tell: an anomaly of a run, or an incident of a real system.</summary>
/// <param name="Id">Its identifier, different from those of all other incidents of the history.</param>
/// <param name="Kind">Its kind: <c>error_burst</c>.</param>
/// <param name="Start">The instant at which it begins.</param>
/// <param name="End">The instant at which it ends.</param>
/// <param name="Evidence">What it left in the samples; null if nothing. Then it is not judged.</param>
public sealed record Incident(string Id, string Kind, DateTimeOffset Start, DateTimeOffset End, Evidence? Evidence)
{
    /// <summary>The metrics that it acts on, by the names that claims use.</summary>
    public ImmutableArray<string> Metrics { get; init; } = [];

    /// <summary>Whether it acts on the endpoint, so that it touches every series.</summary>
    public bool IsOfEndpoint { get; init; }

    /// <summary>The identifier of the incident that its cascade began with; its own if it follows none.</summary>
    public string RootId { get; init; } = Id;

    /// <summary>The instant at which its cascade began.</summary>
    public DateTimeOffset RootStart { get; init; } = Start;
}
