using System.CommandLine;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.Terminal;

namespace MetricsSimulator.Cli.Commands;

/// <summary>An output of <c>backfill</c>: a format with its options. One thread at a time.</summary>
/// <param name="format">The value of <c>--format</c> that chooses it.</param>
internal abstract class BackfillTarget(string format)
{
    /// <summary>The value of <c>--format</c> that chooses it.</summary>
    public string Format => format;

    /// <summary>The options that it takes in addition to those for the run; several targets may share one.</summary>
    public abstract IEnumerable<Option> Options { get; }

    /// <summary>The error in its options, in one line; null if there is none.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="context">The outside world.</param>
    public virtual string? Violation(ParseResult parsed, ProgramContext context) => null;

    /// <summary>
    /// The seed and the end of an interrupted run, which the same command uses unless it gives others. Null if there are
    /// none.
    /// </summary>
    /// <param name="parsed">The command line.</param>
    public virtual (ulong Seed, DateTimeOffset End)? Recall(ParseResult parsed) => null;

    /// <summary>The option that can leave out the scrape series, or that has asked for them; null if they are not written.</summary>
    /// <param name="parsed">The command line.</param>
    public abstract string? ScrapeOption(ParseResult parsed);

    /// <summary>Writes a history, and prints errors.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="span">The span to write; at least one tick.</param>
    /// <param name="context">The outside world.</param>
    /// <returns>One of <see cref="ExitStatus"/>.</returns>
    public abstract int Write(ParseResult parsed, RunSpan span, ProgramContext context);
}
