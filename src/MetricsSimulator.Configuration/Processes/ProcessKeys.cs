using System.Collections.Immutable;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Configuration.Processes;

/// <summary>The keys of the law of a path, for every block that has one.</summary>
internal static class ProcessKeys
{
    public static readonly Key<ProcessLaw> Process = new("process",
        new ChoiceKind<ProcessLaw>([.. ProcessLaws.All.Select(law => (law.One, law))]), ProcessLaws.All[0],
        "The law of the path. With `geometric_brownian`, drift and volatility are shares of the value. A `jump_diffusion` path has jumps; a `regime_switching` path is calm or busy.");

    /// <summary>The keys that every process has, those that only some have, and the bounds.</summary>
    public static readonly ImmutableArray<Field<ProcessDefinition>> Fields =
    [
        Process.From((ProcessDefinition process) => ProcessLaws.Of(process)),
        PathKeys.InitialValue.From((ProcessDefinition process) => process.InitialValue),
        .. ProcessLaws.Variants.Keys.Where(key => key != PathKeys.AtBounds).Select(FieldOf),
        PathKeys.PathBounds.From((ProcessDefinition process) => process.Bounds),
        FieldOf(PathKeys.AtBounds),
    ];

    /// <summary>The limits of the keys of a path that may not go below 0, as schemas.</summary>
    public static readonly ImmutableArray<MapEntry> LimitsOfRate =
    [
        new(PathKeys.PathBounds.Name, default, BoundsKind.OfRate),
        new(PathKeys.InitialValue.Name, default, JsonSchema.Of(("minimum", JsonSchema.Number(0)))),
    ];

    /// <summary>The same keys in a model that has a process.</summary>
    public static IEnumerable<Field<TModel>> In<TModel>(Func<TModel, ProcessDefinition> process) => Fields.Select(field => field.In(process));

    /// <summary>Reports keys that contradict each other, and drops those that do not apply to the process.</summary>
    /// <param name="block">The block.</param>
    /// <param name="isRate">Whether the path may not go below 0.</param>
    public static void Check(Block block, bool isRate)
    {
        block.DropWhatDoesNotApply(ProcessLaws.Variants, block.IsBroken(Process) ? null : block.Value(Process));
        if (block.IsBroken(PathKeys.PathBounds)) return;
        var bounds = block.Value(PathKeys.PathBounds);
        if (isRate) block.Blame(PathKeys.PathBounds).Check(RateDefinition.BoundsViolation(bounds));
        if (block.IsBroken(PathKeys.InitialValue)) return;
        if (ProcessDefinition.InitialValueViolation(block.Value(PathKeys.InitialValue), bounds) is not { } violation) return;
        var place = block.Blame(PathKeys.InitialValue, PathKeys.PathBounds);
        place.Report(block.IsGiven(PathKeys.InitialValue) ? violation
            : $"initial_value {violation}, which is the {(block.Has(PathKeys.InitialValue) ? block.At.Heritage + "'s" : "default")}");
    }

    /// <summary>The law of the path, from keys without errors.</summary>
    public static ProcessDefinition Make(Block block) => block.Value(Process).Make(block);

    /// <summary>The rate, from keys without errors.</summary>
    public static RateDefinition MakeRate(Block block) => new(Make(block), block.Value(PathKeys.Per));

    private static Field<ProcessDefinition> FieldOf(Key key) => new(key, process => ProcessLaws.Of(process).Write(key, process));
}
