using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Labels;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Configuration.Anomalies;

/// <summary>The keys of an anomaly, in a file and in a request.</summary>
internal static class AnomalyKeys
{
    public static readonly Key<AnomalyKind> Kind = new("kind", AnomalyNameKind.Instance, null!, "What the anomaly does.")
    {
        AbsentText = "must be given",
    };

    public static readonly Key<string> Metric = new("metric", ValueKinds.Text, "", "The metric that it acts on: its key, or its name in Prometheus. Kinds that act on the endpoint or on the workload have none.")
    {
        AbsentText = "under `then` the metric of the anomaly before, if the kind can act on it; otherwise the only metric that it can act on",
        Rule = ValueRules.NonEmpty,
    };

    public static readonly Key<LabelMatchers> Matchers = new("matchers", MatchersKind.Instance, LabelMatchers.All,
        "What it acts on, as in PromQL and in quotes: label sets of the metric, such as `{model=~\"claude-3-.*\"}`, or developers and calls of the workload, such as "
        + "`{team=\"data\",model=~\".*opus.*\"}`. Kinds that act on what a workload shows choose its metrics by `__name__`: `{__name__=~\".*cost.*\"}`.")
    {
        AbsentText = "all; or those of the anomaly before, if the metric is taken from it",
    };

    public static readonly Key<TimeSpan> At = new("at", ValueKinds.Duration, TimeSpan.Zero, "It begins once, this long after the start of the round or the pattern.")
    {
        AbsentText = "one of `at`, `every` and `per_day` must be given",
        Rule = ValueRules.Span,
    };

    public static readonly Key<TimeSpan> Every = new("every", ValueKinds.Duration, TimeSpan.FromHours(1), "It begins again and again at this interval, for the first time after one interval.")
    {
        AbsentText = "see `at`",
        Rule = ValueRules.PositiveSpan,
    };

    public static readonly Key<double> PerDay = new("per_day", ValueKinds.Number, 1, "How many times it begins in 24 hours, at random times that follow from the seed.")
    {
        AbsentText = "see `at`",
        Rule = new(AnomalyTiming.PerDayViolation, JsonSchema.Of(
            ("type", JsonSchema.Text("integer")), ("minimum", JsonSchema.Number(1)), ("maximum", JsonSchema.Number(1000)))),
    };

    public static readonly Key<TimeSpan> After = new("after", ValueKinds.Duration, TimeSpan.Zero,
        "Only under `then`, instead of `at`: how long after the start of the previous anomaly it begins.")
    {
        Rule = ValueRules.Span,
    };

    public static readonly Key<TimeSpan> Duration = new("duration", ValueKinds.Duration, TimeSpan.Zero, "How long it acts: the length of its window.")
    {
        AbsentText = "must be given",
        Rule = ValueRules.PositiveSpan,
    };

    public static readonly Key<TimeSpan> Onset = new("onset", ValueKinds.Duration, TimeSpan.Zero, "How long it takes to reach its magnitude; at most its duration.");

    public static readonly Key<double> Magnitude = new("magnitude", ValueKinds.Number, 0, "How strong it is, in the unit of the kind.")
    {
        AbsentText = "the default of the kind",
    };

    public static readonly Key<string> Label = new("label", ValueKinds.Text, "", "For `cardinality_explosion`: the label that gets new values. For `missing_attribute`: the label that is missing.")
    {
        AbsentText = "the metric's last label; `query_source` for `missing_attribute`",
        Rule = ValueRules.Matches(LabelsKind.NamePattern, LabelRules.NameViolation),
    };

    public static readonly Key<Cursor> Then = new("then", new BlocksKind(BlocksShape.List, static () => Following!), null!,
        $"The anomalies that follow it: blocks with the same keys and `after`, nested at most {AnomalyDefinition.MaximumDepth} levels deep.")
    {
        AbsentText = "nothing",
    };

    private const string Introduction =
        """
        An anomaly of a scenario or of a pattern. It acts in a window from its start up to, but not including, its end. Anomalies may overlap. A request that
        injects one has the same keys in JSON, without `at`, `every`, `per_day` and `after`.
        """;

    private static readonly ImmutableArray<Field<PlacedAnomaly>> s_fields =
    [
        Kind.From((PlacedAnomaly anomaly) => anomaly.Definition.Kind),
        Metric.From((PlacedAnomaly anomaly) => anomaly.Definition.Metric!, when: anomaly => anomaly.Definition.Metric is not null),
        Matchers.From((PlacedAnomaly anomaly) => anomaly.Definition.Matchers, when: anomaly => !anomaly.Definition.Matchers.Conditions.IsEmpty),
        At.From((PlacedAnomaly anomaly) => anomaly.Timing!.After!.Value, when: anomaly => anomaly.Timing?.After is not null),
        Every.From((PlacedAnomaly anomaly) => anomaly.Timing!.Interval!.Value, when: anomaly => anomaly.Timing?.Interval is not null),
        PerDay.From((PlacedAnomaly anomaly) => anomaly.Timing!.TimesPerDay!.Value, when: anomaly => anomaly.Timing?.TimesPerDay is not null),
        After.From((PlacedAnomaly anomaly) => anomaly.After!.Value, when: anomaly => anomaly.After is not null),
        Duration.From((PlacedAnomaly anomaly) => anomaly.Definition.Duration),
        Onset.From((PlacedAnomaly anomaly) => anomaly.Definition.Onset, when: anomaly => anomaly.Definition.Onset > TimeSpan.Zero),
        Magnitude.From((PlacedAnomaly anomaly) => anomaly.Definition.Magnitude, when: anomaly => anomaly.Definition.HasMagnitude),
        Label.From((PlacedAnomaly anomaly) => anomaly.Definition.Label!, when: anomaly => anomaly.Definition.Label is not null),
        new Field<PlacedAnomaly>(Then, anomaly => anomaly.Definition.Then is { IsEmpty: false } then
            ? new ListNode(default, [.. then.Select(next => Following!.Write(new PlacedAnomaly(next.Anomaly, next.After)))]) : null),
    ];

    private static readonly ImmutableArray<MapNode> s_ofKinds = [.. AnomalyKinds.All.Select(OfKind)];

    /// <summary>The anomalies of a scenario or a pattern.</summary>
    public static readonly KeyTable<PlacedAnomaly> Table = new("anomaly", "anomalies[]", Introduction, s_fields)
    {
        Required = [Kind, Duration],
        Constraints =
        [
            .. s_ofKinds, Without(After),
            JsonSchema.Of(("oneOf", JsonSchema.List(((Key[])[At, Every, PerDay]).Select(key => JsonSchema.Of(
                ("required", JsonSchema.Texts(key.Name)), ("properties", JsonSchema.Of((key.Name, JsonSchema.Not(JsonSchema.Type("null")))))))))),
        ],
    };

    /// <summary>The anomalies that follow another: the same keys, but with <c>after</c> instead of the keys for a start.</summary>
    public static readonly KeyTable<PlacedAnomaly> Following = new("followingAnomaly", "anomalies[].then[]", Introduction,
        [s_fields.First(field => field.Key == After), .. s_fields.Where(field => field.Key != After)])
    {
        Required = [Kind, Duration],
        Constraints = [.. s_ofKinds, Without(At, Every, PerDay)],
        IsInReference = false,
    };

    // A kind refuses the keys that it does not have.
    private static MapNode OfKind(AnomalyKind kind)
    {
        var foreign = ImmutableArray.CreateBuilder<Key>();
        if (!kind.HasMetric) foreign.Add(Metric);
        if (kind.IsOfEndpoint) foreign.Add(Matchers);
        if (!kind.HasOnset) foreign.Add(Onset);
        if (kind.MagnitudeMeaning is null) foreign.Add(Magnitude);
        if (!kind.HasLabel) foreign.Add(Label);
        var then = Without([.. foreign]);
        if (kind.Magnitude is { } magnitude)
            then = JsonSchema.Join(then, JsonSchema.Of(("properties", JsonSchema.Join((MapNode)then.Find("properties")!.Value, JsonSchema.Of((Magnitude.Name, SchemaOf(magnitude)))))));
        return JsonSchema.Of(("if", JsonSchema.HasWord(Kind.Name, kind.Name)), ("then", then));
    }

    private static MapNode SchemaOf(AnomalyMagnitude magnitude)
    {
        var schema = JsonSchema.Of(
            ("description", JsonSchema.Text($"How strong it is: {magnitude.Meaning}, {magnitude.Range}.")),
            (magnitude.IsAboveLeast ? "exclusiveMinimum" : "minimum", JsonSchema.Number(magnitude.Least)),
            (magnitude.IsBelowMost ? "exclusiveMaximum" : "maximum", JsonSchema.Number(magnitude.Most)));
        if (magnitude.IsWhole) schema = JsonSchema.Join(schema, JsonSchema.Type("integer", "null"));
        return magnitude.Neutral is { } neutral ? JsonSchema.Join(schema, JsonSchema.Not(JsonSchema.Of(("const", JsonSchema.Number(neutral))))) : schema;
    }

    private static MapNode Without(params ReadOnlySpan<Key> keys)
    {
        var properties = ImmutableArray.CreateBuilder<MapEntry>();
        foreach (var key in keys) properties.Add(new MapEntry(key.Name, default, JsonSchema.Type("null")));
        return JsonSchema.Of(("properties", new MapNode(default, properties.ToImmutable())));
    }
}
