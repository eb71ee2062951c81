using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Http;

/// <summary>What answers a path, method by method. A path that ends in <c>/*</c> stands for one more segment, any but an empty one. Immutable and thread-safe.</summary>
internal sealed class Route
{
    private readonly ImmutableArray<(string Method, Func<HttpContext, string, Task> Answer)> _methods;

    /// <summary>A path that can be read and nothing else.</summary>
    public Route(string path, Func<HttpContext, Task> get)
        : this(path, ("GET", (context, _) => get(context)))
    {
    }

    /// <summary>A path with several methods.</summary>
    /// <param name="path">The path.</param>
    /// <param name="methods">The methods and what answers them, told the last segment of the path; what answers GET answers HEAD too.</param>
    public Route(string path, params ReadOnlySpan<(string Method, Func<HttpContext, string, Task> Answer)> methods)
    {
        Path = path;
        _methods = [.. methods];
    }

    /// <summary>The path.</summary>
    public string Path { get; }

    /// <summary>The methods, as the header <c>Allow</c> lists them.</summary>
    public string Allow => string.Join(", ", _methods.Select(method => method.Method == "GET" ? "GET, HEAD" : method.Method));

    /// <summary>Whether a path is this one.</summary>
    /// <param name="path">The path of a request.</param>
    /// <param name="last">Its last segment, where that is any.</param>
    public bool IsMatch(string path, out string last)
    {
        last = "";
        if (!Path.EndsWith("/*", StringComparison.Ordinal)) return path == Path;
        var stem = Path.AsSpan(0, Path.Length - 1);
        if (!path.StartsWith(stem, StringComparison.Ordinal)) return false;
        last = path[stem.Length..];
        return last.Length > 0 && !last.Contains('/', StringComparison.Ordinal);
    }

    /// <summary>What answers a method; null when it is not allowed.</summary>
    public Func<HttpContext, string, Task>? Find(string method)
    {
        var name = HttpMethods.IsHead(method) ? "GET" : method;
        return _methods.FirstOrDefault(candidate => candidate.Method == name).Answer;
    }
}
