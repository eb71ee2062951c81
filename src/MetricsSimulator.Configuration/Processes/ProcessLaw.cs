using System.Collections.Immutable;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Configuration.Processes;

/// <summary>A process in a file: its name, the keys that it has in addition to those of every path, and how they become a definition.</summary>
/// <param name="name">The name in files.</param>
/// <param name="fits">Whether a definition is one of this process.</param>
/// <param name="fields">The keys that not every process has.</param>
internal abstract class ProcessLaw(string name, Func<ProcessDefinition, bool> fits, ImmutableArray<Field<ProcessDefinition>> fields)
    : Variant<ProcessDefinition>(name, name, fits, fields)
{
    public override MapNode Condition => JsonSchema.HasWord("process", One);

    /// <summary>Whether the numbers of a block are shares of the value, except the initial value and the bounds.</summary>
    public virtual bool HasShares(Block block) => false;

    /// <summary>The definition, of a block without errors.</summary>
    public abstract ProcessDefinition Make(Block block);
}
