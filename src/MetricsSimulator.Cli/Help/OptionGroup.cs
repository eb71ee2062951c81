using System.Collections.Immutable;
using System.CommandLine;

namespace MetricsSimulator.Cli.Help;

/// <summary>Options of a command that belong together.</summary>
/// <param name="Title">What help calls them, such as <c>Options for the run</c>.</param>
/// <param name="Options">The options, in the order of the help.</param>
internal sealed record OptionGroup(string Title, ImmutableArray<Option> Options);
