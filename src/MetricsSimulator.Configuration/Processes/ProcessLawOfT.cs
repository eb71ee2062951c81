using System.Collections.Immutable;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Processes;

namespace MetricsSimulator.Configuration.Processes;

/// <summary>A process in a file, with the type of its definitions.</summary>
internal abstract class ProcessLaw<T>(string name, ImmutableArray<Field<T>> fields)
    : ProcessLaw(name, static process => process is T, [.. fields.Select(field => field.In((ProcessDefinition process) => (T)process))])
    where T : ProcessDefinition;
