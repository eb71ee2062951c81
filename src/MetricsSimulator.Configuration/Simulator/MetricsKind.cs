using MetricsSimulator.Configuration.Catalogues;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Metrics;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Simulator;

/// <summary>The blocks of metrics by their names, which are read later, over those of a catalogue.</summary>
internal sealed class MetricsKind : ValueKind<Cursor>, IBlockKind
{
    public KeyTable Table => MetricForms.Table;

    public override string Description => "map of names to blocks";

    /// <summary>The metrics of the catalogue have a type already; every other needs one, and a histogram needs buckets.</summary>
    public override MapNode Schema
    {
        get
        {
            var metric = JsonSchema.Reference(Table.Definition);
            var own = JsonSchema.Of(
                ("allOf", JsonSchema.List(metric)),
                ("anyOf", JsonSchema.List(JsonSchema.Has(MetricKeys.Type.Name), JsonSchema.Has(MetricKeys.Of.Name))),
                ("if", JsonSchema.HasWord(MetricKeys.Type.Name, "histogram")),
                ("then", JsonSchema.Has("buckets")));
            var known = Catalogue.MetricsOf(CatalogueName.ClaudeCode).Entries.Select(entry => new MapEntry(entry.Name, default, metric));
            return JsonSchema.Of(("type", JsonSchema.Text("object")), ("properties", new MapNode(default, [.. known])), ("additionalProperties", own));
        }
    }

    public override bool TryRead(Cursor at, out Cursor value)
    {
        value = at;
        return true;
    }

    public override Node Write(Cursor value) => value.Node;
}
