using System.Collections.Immutable;
using System.CommandLine;

namespace MetricsSimulator.Cli.Help;

/// <summary>Options of a command that belong together.</summary>
/// <param name="Title">The title of the group in help, such as <c>Options for the run</c>.</param>
/// <param name="Options">The options, in the order of the help.</param>
internal sealed record OptionGroup(string Title, ImmutableArray<Option> Options);
