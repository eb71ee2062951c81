using System.Collections.Immutable;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Configuration.Workload;

/// <summary>The keys of an item of <c>workload.models</c>.</summary>
internal static class LanguageModelKeys
{
    private static readonly Key<string> s_name = new("name", ValueKinds.Text, "", "The name, such as `claude-opus-5`.") { AbsentText = "must be given", Rule = ValueRules.NonEmpty };

    private static readonly Key<ModelRole> s_role = new(
        "role", new ChoiceKind<ModelRole>(("opus", ModelRole.Opus), ("sonnet", ModelRole.Sonnet), ("haiku", ModelRole.Haiku)), ModelRole.Opus,
        "What the model is used for: demanding work, ordinary work, or fast side calls.")
    { AbsentText = "must be given" };

    private static readonly Key<DateTimeOffset> s_from = new("from", ValueKinds.Instant, DateTimeOffset.UnixEpoch, "Sessions that start at this time or later use it instead of the one before in its role.")
    {
        AbsentText = "used from the beginning",
    };

    private static readonly Key<Cursor> s_prices = new("prices", new BlocksKind(BlocksShape.BlockOrList, static () => PriceKeys.Table), null!,
        "What its tokens cost: a block, or a list of blocks when prices change or depend on the context.")
    {
        AbsentText = "must be given",
    };

    public static readonly KeyTable<LanguageModel> Table = new("language_model", "workload.models[]", "A language model.",
        [
            s_name.From((LanguageModel model) => model.Name),
            s_role.From((LanguageModel model) => model.Role),
            s_from.From((LanguageModel model) => model.From, when: model => model.From != DateTimeOffset.UnixEpoch),
            new Field<LanguageModel>(s_prices, model => new ListNode(default, [.. model.Prices.Select(PriceKeys.Table.Write)])),
        ])
    {
        Required = [s_name, s_role, s_prices],
    };

    /// <summary>Reads the models from a list; null if there are errors, which it reports.</summary>
    public static LanguageModels? Read(Cursor at)
    {
        var errors = at.Errors.Count;
        var models = at.EnterItems("a list of models").Select(ReadOne).OfType<LanguageModel>().ToImmutableArray();
        return at.Errors.Count > errors || !at.Check(LanguageModels.Violation(models)) ? null : new LanguageModels(models);
    }

    private static LanguageModel? ReadOne(Cursor at)
    {
        var errors = at.Errors.Count;
        if (Table.Read(at) is not { } block) return null;
        foreach (var key in Table.Required)
            if (!block.Has(key)) at.Report($"needs {key.Name}", key.Explanation);
        if (block.CursorOf(s_prices) is not { } prices) return null;
        var list = prices.Node is ListNode ? prices.EnterItems("a block of prices or a list of such blocks") : [prices];
        var periods = list.Select(PriceKeys.Read).OfType<PricePeriod>().ToImmutableArray();
        return at.Errors.Count > errors ? null : new LanguageModel(block.Value(s_name), block.Value(s_role), block.Value(s_from), periods);
    }
}
