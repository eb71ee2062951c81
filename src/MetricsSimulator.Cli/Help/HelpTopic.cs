using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Help;

/// <summary>A topic that <c>help NAME</c> explains, once for all commands.</summary>
/// <param name="Name">Its name, such as <c>spans</c>.</param>
/// <param name="Summary">One sentence about it.</param>
/// <param name="Blocks">The text of the topic.</param>
internal sealed record HelpTopic(string Name, string Summary, ImmutableArray<HelpBlock> Blocks)
{
    /// <summary>The topic as a separate page.</summary>
    public HelpPage Page => new(Name, Summary, [new HelpSection(null, Blocks)]);
}
