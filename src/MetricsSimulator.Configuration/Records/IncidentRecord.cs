using System.Collections.Immutable;

namespace MetricsSimulator.Configuration.Records;

/// <summary>An incident that is known from a file.</summary>
/// <param name="Id">Its identifier, different from all others of the file.</param>
/// <param name="Kind">Its kind: <c>error_burst</c>, or any other word.</param>
/// <param name="Start">The instant at which it begins.</param>
/// <param name="End">The instant at which it ends.</param>
public sealed record IncidentRecord(string Id, string Kind, DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>The names of the metric that it acts on; none if the file does not say.</summary>
    public ImmutableArray<string> Metrics { get; init; } = [];

    /// <summary>The labels of the series that it acts on; none if it may be any.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Labels { get; init; } = [];

    /// <summary>Whether it left anything. One that did not is not judged.</summary>
    public bool HasEffect { get; init; } = true;
}
