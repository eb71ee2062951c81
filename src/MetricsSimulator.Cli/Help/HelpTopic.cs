using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Help;

/// <summary>What <c>help NAME</c> explains besides commands, once for all of them.</summary>
/// <param name="Name">Its name, such as <c>spans</c>.</param>
/// <param name="Summary">One sentence about it.</param>
/// <param name="Blocks">The rest.</param>
internal sealed record HelpTopic(string Name, string Summary, ImmutableArray<HelpBlock> Blocks)
{
    /// <summary>The topic as a page of its own.</summary>
    public HelpPage Page => new(Name, Summary, [new HelpSection(null, Blocks)]);
}
