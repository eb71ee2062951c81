using System.Collections.Immutable;
using MetricsSimulator.Cli.Queries;

namespace MetricsSimulator.Cli.Rules;

/// <summary>A rule that fires while its expression has values.</summary>
/// <param name="Name">The name of the alert.</param>
/// <param name="Expression">What fires.</param>
/// <param name="For">How long it must hold before the alert fires.</param>
/// <param name="Severity">How soon somebody has to look.</param>
internal sealed record AlertRule(string Name, Query Expression, TimeSpan For, Severity Severity) : PrometheusRule(Expression)
{
    /// <summary>How long the alert fires on when the expression no longer holds.</summary>
    public TimeSpan KeepFiringFor { get; init; }

    /// <summary>Labels besides those of the expression and the severity.</summary>
    public ImmutableArray<(string Name, string Value)> Labels { get; init; } = [];

    /// <summary>What is wrong, in one short sentence; a template.</summary>
    public required string Summary { get; init; }

    /// <summary>What is wrong, with the value, and what to do first; a template.</summary>
    public required string Description { get; init; }

    /// <summary>Where the alert is explained: its section in the runbooks.</summary>
    public string Runbook => "docs/runbooks.md#" + Name.ToLowerInvariant();
}
