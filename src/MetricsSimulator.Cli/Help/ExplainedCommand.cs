using System.Collections.Immutable;
using System.CommandLine;

namespace MetricsSimulator.Cli.Help;

/// <summary>A command with more to say than one sentence. One thread at a time.</summary>
/// <param name="name">Its name.</param>
/// <param name="summary">What it does, in one sentence that fits a list of commands.</param>
internal sealed class ExplainedCommand(string name, string summary) : Command(name, summary)
{
    /// <summary>What else the user has to know, paragraph by paragraph; each is one line.</summary>
    public ImmutableArray<string> Details { get; init; } = [];

    /// <summary>Examples that work unchanged.</summary>
    public ImmutableArray<Example> Examples { get; init; } = [];

    /// <summary>The groups in which help lists the options. Options outside of them come first.</summary>
    public ImmutableArray<OptionGroup> Groups { get; private set; } = [];

    /// <summary>Adds options that help lists together.</summary>
    /// <param name="title">What help calls them.</param>
    /// <param name="options">The options.</param>
    public void Add(string title, params IEnumerable<Option> options)
    {
        var group = new OptionGroup(title, [.. options]);
        Groups = Groups.Add(group);
        foreach (var option in group.Options) Add(option);
    }
}
