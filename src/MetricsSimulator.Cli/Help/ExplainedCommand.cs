using System.Collections.Immutable;
using System.CommandLine;

namespace MetricsSimulator.Cli.Help;

/// <summary>A command with a longer description. One thread at a time.</summary>
/// <param name="name">The name of the command.</param>
/// <param name="summary">Its description, in one sentence that fits into a list of commands.</param>
internal sealed class ExplainedCommand(string name, string summary) : Command(name, summary)
{
    /// <summary>Further facts for the user, paragraph by paragraph; each is one line.</summary>
    public ImmutableArray<string> Details { get; init; } = [];

    /// <summary>Examples that work unchanged.</summary>
    public ImmutableArray<Example> Examples { get; init; } = [];

    /// <summary>The groups in which help lists the options. Options outside of them come first.</summary>
    public ImmutableArray<OptionGroup> Groups { get; private set; } = [];

    /// <summary>Adds options that help lists together.</summary>
    /// <param name="title">The title of the group in help.</param>
    /// <param name="options">The options.</param>
    public void Add(string title, params IEnumerable<Option> options)
    {
        var group = new OptionGroup(title, [.. options]);
        Groups = Groups.Add(group);
        foreach (var option in group.Options) Add(option);
    }
}
