using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Curves;

/// <summary>A metric of a model whose curves are asked for, with its selected label sets.</summary>
/// <param name="Text">The metric as the user named it.</param>
/// <param name="Key">Its key in the model, or that of the source that has it.</param>
/// <param name="Name">Its name in Prometheus.</param>
/// <param name="Type">Its type.</param>
/// <param name="Matchers">The selected label sets.</param>
/// <param name="Definition">Its definition; null if a source has it.</param>
internal sealed record CurveMetric(string Text, string Key, string Name, MetricType Type, LabelMatchers Matchers, MetricDefinition? Definition)
{
    /// <summary>Finds a metric by its key or its name, optionally with matchers in braces after it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="text">The metric as the user named it: <c>token_usage{model="claude-3-opus"}</c>.</param>
    /// <param name="violation">What is wrong with it; null if nothing is.</param>
    public static CurveMetric? Find(SimulationModel model, string text, out string? violation)
    {
        var brace = text.IndexOf('{', StringComparison.Ordinal);
        var name = (brace < 0 ? text : text[..brace]).Trim();
        var matchers = LabelMatchers.All;
        violation = null;
        if (brace >= 0 && !LabelMatchers.TryParse(text[brace..], out matchers, out violation)) return null;
        if (model.Metrics.FirstOrDefault(metric => metric.Key == name || metric.Name == name) is { } definition)
            return new CurveMetric(text, definition.Key, definition.Name, definition.Type, matchers, definition);
        foreach (var source in model.Sources)
        {
            var family = source.Families.FirstOrDefault(family => family.Name == name);
            if (family.Name is not null) return new CurveMetric(text, source.Key, family.Name, family.Type, matchers, Definition: null);
        }

        string[] known = [.. model.Metrics.Select(metric => metric.Key), .. model.Sources.SelectMany(source => source.Families).Select(family => family.Name)];
        violation = $"there is no metric '{name}'{SuggestionFor(name, known.Concat(model.Metrics.Select(metric => metric.Name)))} The metrics are {string.Join(", ", known)}";
        return null;
    }

    private static string SuggestionFor(string name, IEnumerable<string> known) => Spelling.Suggestion(name, known) is { Length: > 0 } suggestion ? suggestion : ".";
}
