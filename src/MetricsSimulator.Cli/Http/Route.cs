using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Http;

/// <summary>
/// A path of the server, its purpose, and its handlers. A segment in braces, as in <c>/api/v1/anomalies/{id}</c>, matches any segment that is not
/// empty; the handler finds it in the route values of the request.
/// </summary>
internal sealed class Route
{
    private readonly string[] _segments;
    private readonly ImmutableArray<(string Method, RequestDelegate Answer)> _methods;

    /// <summary>A path that can only be read.</summary>
    public Route(string path, string summary, RequestDelegate get)
        : this(path, summary, ("GET", get))
    {
    }

    /// <summary>A path with several methods.</summary>
    /// <param name="path">The path.</param>
    /// <param name="summary">Its purpose, in one line of text.</param>
    /// <param name="methods">The methods and their handlers. The handler of GET answers HEAD too.</param>
    public Route(string path, string summary, params ReadOnlySpan<(string Method, RequestDelegate Answer)> methods)
    {
        Path = path;
        Summary = summary;
        _segments = path.Split('/');
        _methods = [.. methods];
    }

    /// <summary>The path.</summary>
    public string Path { get; }

    /// <summary>Its purpose, in one line of text.</summary>
    public string Summary { get; }

    /// <summary>The parameters with which a page links to it, such as <c>?family=cost</c>; empty if it needs none.</summary>
    public string Example { get; init; } = "";

    /// <summary>Whether the path is the same in every request, so that a page can link to it.</summary>
    public bool IsFixed => !Path.Contains('{', StringComparison.Ordinal);

    /// <summary>The methods, as the header <c>Allow</c> lists them.</summary>
    public string Allow => string.Join(", ", _methods.Select(method => method.Method == "GET" ? "GET, HEAD" : method.Method));

    /// <summary>Whether a request is for this path. If it is, the request gets the route values.</summary>
    public bool Matches(HttpRequest request)
    {
        var asked = (request.Path.Value ?? "/").Split('/');
        if (asked.Length != _segments.Length) return false;
        for (var i = 0; i < asked.Length; i++)
            if (IsParameter(_segments[i]) ? asked[i].Length == 0 : asked[i] != _segments[i]) return false;
        for (var i = 0; i < asked.Length; i++)
            if (IsParameter(_segments[i])) request.RouteValues[_segments[i][1..^1]] = asked[i];
        return true;
    }

    /// <summary>The handler of a method; null if the method is not allowed.</summary>
    public RequestDelegate? Find(string method)
    {
        var name = HttpMethods.IsHead(method) ? "GET" : method;
        return _methods.FirstOrDefault(candidate => candidate.Method == name).Answer;
    }

    private static bool IsParameter(string segment) => segment.StartsWith('{');
}
