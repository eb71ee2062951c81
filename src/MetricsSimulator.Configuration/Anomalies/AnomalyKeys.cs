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
    public static readonly Key<AnomalyKind> Kind = new("kind", AnomalyNameKind.Instance, null!, "What happens.")
    {
        AbsentText = "must be given",
    };

    public static readonly Key<string> Metric = new("metric", ValueKinds.Text, "", "The metric that it acts on: its key, or its name in Prometheus. Kinds that act on the endpoint have none.")
    {
        AbsentText = "under `then` that of the anomaly before, if the kind can act on it; else the only one that it can act on",
        Rule = ValueRules.NonEmpty,
    };

    public static readonly Key<LabelMatchers> Matchers = new("matchers", MatchersKind.Instance, LabelMatchers.All,
        "Which label sets of the metric, as in PromQL and in quotes: `{model=~\"claude-3-.*\"}`. They never touch `le`.")
    {
        AbsentText = "all; those of the anomaly before when the metric comes from it",
    };

    public static readonly Key<TimeSpan> At = new("at", ValueKinds.Duration, TimeSpan.Zero, "It begins once, so long after the beginning of the round or the pattern.")
    {
        AbsentText = "one of `at`, `every` and `per_day` must be given",
        Rule = ValueRules.Span,
    };

    public static readonly Key<TimeSpan> Every = new("every", ValueKinds.Duration, TimeSpan.FromHours(1), "It begins again and again, first when so much time has passed.")
    {
        AbsentText = "see `at`",
        Rule = ValueRules.PositiveSpan,
    };

    public static readonly Key<double> PerDay = new("per_day", ValueKinds.Number, 1, "It begins so many times in 24 hours, at random, from the seed.")
    {
        AbsentText = "see `at`",
        Rule = new(AnomalyTiming.PerDayViolation, JsonSchema.Of(
            ("type", JsonSchema.Text("integer")), ("minimum", JsonSchema.Number(1)), ("maximum", JsonSchema.Number(1000)))),
    };

    public static readonly Key<TimeSpan> After = new("after", ValueKinds.Duration, TimeSpan.Zero,
        "Under `then` only, in place of `at`: how long after the beginning of the anomaly before it begins.")
    {
        Rule = ValueRules.Span,
    };

    public static readonly Key<TimeSpan> Duration = new("duration", ValueKinds.Duration, TimeSpan.Zero, "The length of its window; at its end everything is as if it had not been.")
    {
        AbsentText = "must be given",
        Rule = ValueRules.PositiveSpan,
    };

    public static readonly Key<TimeSpan> Onset = new("onset", ValueKinds.Duration, TimeSpan.Zero, "The time over which it reaches its magnitude; at most its duration.");

    public static readonly Key<double> Magnitude = new("magnitude", ValueKinds.Number, 0, "How strong it is, in the unit of the kind.")
    {
        AbsentText = "the kind's own",
    };

    public static readonly Key<string> Label = new("label", ValueKinds.Text, "", "For `cardinality_explosion` only: the label that gets new values.")
    {
        AbsentText = "the metric's last label",
        Rule = ValueRules.Matches(LabelsKind.NamePattern, LabelRules.NameViolation),
    };

    public static readonly Key<Cursor> Then = new("then", new BlocksKind(BlocksShape.List, static () => Following!), null!,
        $"The anomalies that follow from it, a cascade: blocks with these same keys and `after`, nested {AnomalyDefinition.MaximumDepth} levels deep at most.")
    {
        AbsentText = "nothing",
    };

    private const string Introduction =
        """
        An anomaly of a scenario or of a pattern, with a window from its beginning to its end, the end excluded. Anomalies may overlap. A request that
        starts one has the same keys in JSON, without `at`, `every`, `per_day` and `after`.
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
        Magnitude.From((PlacedAnomaly anomaly) => anomaly.Definition.Magnitude, when: anomaly => anomaly.Definition.Kind.MagnitudeMeaning is not null),
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

    /// <summary>The anomalies that follow another: the same keys, of which others say when it begins.</summary>
    public static readonly KeyTable<PlacedAnomaly> Following = new("followingAnomaly", "anomalies[].then[]", Introduction,
        [s_fields.First(field => field.Key == After), .. s_fields.Where(field => field.Key != After)])
    {
        Required = [Kind, Duration],
        Constraints = [.. s_ofKinds, Without(At, Every, PerDay)],
        IsInReference = false,
    };

    // What the kind does not have may not be given.
    private static MapNode OfKind(AnomalyKind kind)
    {
        var foreign = ImmutableArray.CreateBuilder<Key>();
        if (kind.IsOfEndpoint) foreign.AddRange(Metric, Matchers);
        if (!kind.HasOnset) foreign.Add(Onset);
        if (kind.MagnitudeMeaning is null) foreign.Add(Magnitude);
        if (!kind.AddsLabelSets) foreign.Add(Label);
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
