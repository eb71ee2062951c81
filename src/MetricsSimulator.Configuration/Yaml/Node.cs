using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Configuration.Yaml;

/// <summary>A value in a YAML document, with its place.</summary>
internal abstract class Node(Place place)
{
    public Place Place { get; } = place;

    /// <summary>How an error names what was found: <c>'abc'</c>, <c>a list</c>.</summary>
    public abstract string Found { get; }
}
