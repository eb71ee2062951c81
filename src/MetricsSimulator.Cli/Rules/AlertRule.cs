using System.Collections.Immutable;
using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Rules;

/// <summary>A rule that fires while its expression has values.</summary>
/// <param name="Name">The name of the alert.</param>
/// <param name="Expression">The expression whose values make it fire.</param>
/// <param name="For">How long the expression must have a value before the alert fires.</param>
/// <param name="Severity">How soon somebody has to look.</param>
internal sealed record AlertRule(string Name, Query Expression, TimeSpan For, Severity Severity) : PrometheusRule(Expression)
{
    /// <summary>How long the alert keeps firing after the expression has no value any more.</summary>
    public TimeSpan KeepFiringFor { get; init; }

    /// <summary>Labels besides those of the expression and the severity.</summary>
    public ImmutableArray<(string Name, string Value)> Labels { get; init; } = [];

    /// <summary>The problem in one short sentence; a template.</summary>
    public required string Summary { get; init; }

    /// <summary>The problem with its value, and what to do first; a template.</summary>
    public required string Description { get; init; }

    /// <summary>The kinds of anomalies that it is meant to find, as <c>score</c> judges it; empty for none. The runbooks explain them.</summary>
    public required ImmutableArray<string> Detects { get; init; }

    /// <summary>The section of the runbooks that explains the alert.</summary>
    public string Runbook => "docs/runbooks.md#" + Name.ToLowerInvariant();
}
