using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.MetricDefinitions;

namespace MetricsSimulator.Configuration.Metrics;

/// <summary>The keys that say how a process is split over the label sets of a metric.</summary>
internal static class SplitKeys
{
    private static readonly Key<bool> s_perSeries = new("per_series", ValueKinds.Flag, false,
        "`false`: the parameters describe the total over all label sets; `true`: they describe each label set.");

    private static readonly Key<PathSplit> s_split = new("split",
        new ChoiceKind<PathSplit>(("independent", PathSplit.Independent), ("shared", PathSplit.Shared)), PathSplit.Independent,
        "`independent`: every label set has its own path, and the sum of the paths follows the process; `shared`: every label set shows its share of one path.");

    /// <summary>The schema of blocks whose two keys do not contradict each other.</summary>
    public static MapNode NotBoth { get; } = JsonSchema.Not(JsonSchema.Of(
        ("type", JsonSchema.Text("object")),
        ("required", JsonSchema.Texts(s_perSeries.Name, s_split.Name)),
        ("properties", JsonSchema.Of(
            (s_perSeries.Name, JsonSchema.Of(("enum", JsonSchema.List(JsonSchema.Flag(true))))), (s_split.Name, JsonSchema.Of(("enum", JsonSchema.Texts("shared"))))))));

    /// <summary>The keys in a model that has a split.</summary>
    public static IEnumerable<Field<TModel>> In<TModel>(Func<TModel, PathSplit> get) =>
    [
        s_perSeries.From((TModel model) => get(model) == PathSplit.PerSeries),
        s_split.From((TModel model) => get(model) == PathSplit.PerSeries ? PathSplit.Independent : get(model)),
    ];

    /// <summary>Reports keys that contradict each other.</summary>
    public static void Check(Block block)
    {
        if (block.IsGiven(s_perSeries) && block.IsGiven(s_split) && block.Value(s_perSeries) && block.Value(s_split) == PathSplit.Shared)
            block.CursorOf(s_split)!.Report("must be independent with per_series: true, got 'shared'");
    }

    /// <summary>The split that a block gives.</summary>
    public static PathSplit Make(Block block)
    {
        var split = block.Value(s_split);
        // If two keys contradict each other, the file's own key wins over the catalogue's.
        if (!block.Value(s_perSeries)) return split;
        return split == PathSplit.Shared && !block.IsGiven(s_perSeries) ? split : PathSplit.PerSeries;
    }
}
