using System.Collections.Immutable;

namespace MetricsSimulator.Configuration.Errors;

/// <summary>The errors found so far in one reading. Not thread-safe.</summary>
internal sealed class ErrorList
{
    private readonly List<ConfigurationError> _errors = [];
    private readonly HashSet<ConfigurationError> _known = [];

    public int Count => _errors.Count;

    public void Add(ConfigurationError error)
    {
        if (_known.Add(error)) _errors.Add(error);
    }

    public void Add(Place place, string path, string message, string? explanation = null) =>
        Add(new ConfigurationError(place, path, message, explanation));

    /// <summary>All errors, sorted by place; errors at one place keep their order.</summary>
    public ImmutableArray<ConfigurationError> ToSorted() => [.. _errors.OrderBy(error => error.Place)];
}
