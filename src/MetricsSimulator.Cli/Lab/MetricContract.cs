using System.Collections.Immutable;
using System.Globalization;

namespace MetricsSimulator.Cli.Lab;

/// <summary>What the telemetry lab wants of a metric. Source: its <c>config/logging_proxy.yaml</c>.</summary>
/// <param name="Name">The name.</param>
/// <param name="RequiredLabels">The labels that it must have.</param>
/// <param name="Most">The greatest value; the least is 0.</param>
internal sealed record MetricContract(string Name, ImmutableArray<string> RequiredLabels, double Most)
{
    /// <summary>All contracts.</summary>
    public static ImmutableArray<MetricContract> All { get; } =
    [
        new("otel_claude_code_token_usage_tokens_total", ["model", "token_type"], 1_000_000),
        new("otel_claude_code_session_duration_seconds", [], 86_400),
        new("otel_claude_code_cost_usd", [], 1000),
        new("otel_claude_code_tool_usage_total", ["tool_name"], 10_000),
        new("otel_claude_code_error_total", ["error_type"], 1000),
    ];

    // The lab warns above these, whichever metric it is.
    private static readonly (string Word, double Most)[] s_thresholds = [("tokens", 10_000), ("cost", 15), ("duration", 7200)];

    /// <summary>What is wrong with a sample.</summary>
    /// <param name="name">The name of its series.</param>
    /// <param name="labels">Its labels.</param>
    /// <param name="value">Its value.</param>
    public static ImmutableArray<string> Errors(string name, IReadOnlyList<KeyValuePair<string, string>> labels, double value)
    {
        var errors = ImmutableArray.CreateBuilder<string>();
        foreach (var contract in All)
        {
            if (contract.Name != name) continue;
            foreach (var required in contract.RequiredLabels)
                if (!labels.Any(label => label.Key == required)) errors.Add($"Missing required label: {required}");
            if (!(value >= 0 && value <= contract.Most)) errors.Add(string.Create(CultureInfo.InvariantCulture, $"Value {value} outside range [0, {contract.Most}]"));
        }

        return errors.DrainToImmutable();
    }

    /// <summary>What is unusual about a sample.</summary>
    public static ImmutableArray<string> Warnings(string name, double value)
    {
        var warnings = ImmutableArray.CreateBuilder<string>();
        if (!All.Any(contract => contract.Name == name)) warnings.Add($"Unknown metric: {name}");
        foreach (var (word, most) in s_thresholds)
            if (name.Contains(word, StringComparison.Ordinal) && value > most) warnings.Add(string.Create(CultureInfo.InvariantCulture, $"Value {value} exceeds threshold {most}"));
        return warnings.DrainToImmutable();
    }
}
