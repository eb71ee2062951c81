using System.Collections.Immutable;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Cli.Http;

/// <summary>Reads the parameters of a request, and collects all errors. One thread at a time.</summary>
internal sealed class QueryReader
{
    private readonly IQueryCollection _query;
    private readonly ImmutableArray<FieldError>.Builder _errors = ImmutableArray.CreateBuilder<FieldError>();

    /// <summary>Begins to read; a parameter that is not allowed is an error.</summary>
    /// <param name="query">The parameters.</param>
    /// <param name="allowed">The names that are allowed.</param>
    public QueryReader(IQueryCollection query, params string[] allowed)
    {
        _query = query;
        foreach (var name in query.Keys.Except(allowed, StringComparer.Ordinal))
            Report(name, $"unknown parameter; allowed are {string.Join(", ", allowed[..^1])} and {allowed[^1]}{Spelling.Suggestion(name, allowed)}");
    }

    /// <summary>Why the request is refused; null if there is no error so far.</summary>
    public Problem? Problem => _errors.Count == 0 ? null : Http.Problem.OfFields(_errors.ToImmutable());

    /// <summary>The errors so far.</summary>
    public ImmutableArray<FieldError> Errors => _errors.ToImmutable();

    /// <summary>Whether a parameter is given at all.</summary>
    public bool Has(string name) => _query.ContainsKey(name);

    /// <summary>The value of a parameter that may be given only once; null if it is absent.</summary>
    public string? One(string name)
    {
        var given = _query[name];
        if (given.Count > 1) Report(name, "is given twice");
        return given.Count == 1 ? given[0] ?? "" : null;
    }

    /// <summary>The values of a parameter that may be repeated.</summary>
    public IEnumerable<string> All(string name) => _query[name].Select(value => value ?? "");

    /// <summary>Adds an error.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="message">The error, without a full stop.</param>
    public void Report(string name, string message) => _errors.Add(new FieldError(name, message));
}
