using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Formats.Numbers;

namespace MetricsSimulator.Cli.Queries;

/// <summary>The form in which queries are written: with the variables of a board, or for Prometheus itself.</summary>
internal sealed class PromqlForm
{
    private static readonly HashSet<string> s_taken = new(StringComparer.Ordinal) { "datasource", "budget" };

    private readonly Evaluation? _at;

    private PromqlForm(Evaluation? at) => _at = at;

    /// <summary>For a board: Grafana fills in windows, labels and parameters.</summary>
    public static readonly PromqlForm Grafana = new(null);

    /// <summary>For rules: windows have lengths, and parameters are series that a rule records.</summary>
    public static readonly PromqlForm Rules = new(default(Evaluation));

    /// <summary>For Prometheus itself, with the windows that Grafana would fill in.</summary>
    /// <param name="at">The lengths of the windows.</param>
    public static PromqlForm For(Evaluation at) => new(at);

    /// <summary>Whether there are variables.</summary>
    public bool HasVariables => _at is null;

    /// <summary>The name of the variable of a label. It is that of the label, unless the board has another variable of that name.</summary>
    public static string VariableOf(string label) => s_taken.Contains(label) ? $"label_{label}" : label;

    /// <summary>A window: <c>[30m] offset 168h</c>.</summary>
    public string Write(QueryWindow window)
    {
        var length = WriteLength(window);
        return window.Offset == TimeSpan.Zero ? $"[{length}]" : $"[{length}] offset {DurationText.Format(window.Offset)}";
    }

    /// <summary>The length of a window: <c>30m</c>.</summary>
    public string WriteLength(QueryWindow window) => window.Variable is { } variable && _at is null ? variable : DurationText.Format(LengthOf(window)!.Value);

    /// <summary>The length of a window; null if Grafana decides it.</summary>
    public TimeSpan? LengthOf(QueryWindow window) => window.Length ?? _at?.LengthOf(window);

    /// <summary>A parameter.</summary>
    public string Write(QueryParameter parameter) => HasVariables ? $"${parameter.Name}" : this == Rules ? $"scalar({parameter.Name})" : GoFloat.Spell(parameter.Value);
}
