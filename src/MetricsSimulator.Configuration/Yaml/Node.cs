using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Configuration.Yaml;

/// <summary>A value in a YAML document, with its place.</summary>
internal abstract class Node(Place place)
{
    public Place Place { get; } = place;

    /// <summary>The name of the value in errors: <c>'abc'</c>, <c>a list</c>.</summary>
    public abstract string Found { get; }
}
