using MetricsSimulator.Configuration.Catalogues;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Metrics;
using MetricsSimulator.Configuration.Processes;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Configuration.Simulator;

/// <summary>The blocks of metrics by their names. They are read later, merged with those of a catalogue.</summary>
internal sealed class MetricsKind : ValueKind<Cursor>, IBlockKind
{
    public KeyTable Table => MetricForms.Table;

    public override string Description => "map of names to blocks";

    /// <summary>The schema: metrics of the catalogue have a type already; every other needs one, and a histogram needs buckets.</summary>
    public override MapNode Schema
    {
        get
        {
            // No metric of the catalogue names a process, so a block without one has the default process.
            var metric = JsonSchema.Of(("allOf", JsonSchema.List(JsonSchema.Reference(Table.Definition), JsonSchema.Of(
                ("if", JsonSchema.Not(JsonSchema.Has(ProcessKeys.Process.Name))), ("then", KeyTable.Without(ProcessLaws.Variants, ProcessLaws.All[0]))))));
            var known = JsonSchema.Join(metric, JsonSchema.Not(JsonSchema.Of(
                ("required", JsonSchema.Texts(MetricKeys.Type.Name)), ("properties", JsonSchema.Of((MetricKeys.Type.Name, JsonSchema.Type("null")))),
                ("not", JsonSchema.Has(MetricKeys.Of.Name)))));
            var own = JsonSchema.Join(metric, JsonSchema.Of(
                ("anyOf", JsonSchema.List(JsonSchema.Has(MetricKeys.Type.Name), JsonSchema.Has(MetricKeys.Of.Name))),
                ("if", JsonSchema.HasWord(MetricKeys.Type.Name, MetricType.Histogram.Name)),
                ("then", JsonSchema.Has("buckets"))));
            var names = Catalogue.MetricsOf(CatalogueName.ClaudeCode).Entries.Select(entry => entry.Name).ToArray();
            return JsonSchema.Of(
                ("type", JsonSchema.Text("object")),
                ("properties", new MapNode(default, [.. names.Select(name => new MapEntry(name, default, known))])),
                ("patternProperties", JsonSchema.Of(($"(?!^({string.Join('|', names)})$)^[a-zA-Z_:][a-zA-Z0-9_:]*$", own))),
                ("propertyNames", ValueRules.NonEmpty.Schema),
                ("additionalProperties", JsonSchema.Join(own, JsonSchema.Has(MetricKeys.Name.Name))));
        }
    }

    public override bool TryRead(Cursor at, out Cursor value)
    {
        value = at;
        return true;
    }

    public override Node Write(Cursor value) => value.Node;
}
