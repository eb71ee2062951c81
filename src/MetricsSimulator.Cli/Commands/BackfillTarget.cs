using System.CommandLine;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.Terminal;

namespace MetricsSimulator.Cli.Commands;

/// <summary>What <c>backfill</c> writes: a format, with the options that belong to it. One thread at a time.</summary>
/// <param name="format">The value of <c>--format</c> that asks for it.</param>
internal abstract class BackfillTarget(string format)
{
    /// <summary>The value of <c>--format</c> that asks for it.</summary>
    public string Format => format;

    /// <summary>The options that it takes beside those that say what is run and when; several targets may share one.</summary>
    public abstract IEnumerable<Option> Options { get; }

    /// <summary>What is wrong with its options, in one line; null for nothing.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="context">The outside world.</param>
    public virtual string? Violation(ParseResult parsed, ProgramContext context) => null;

    /// <summary>
    /// The seed and the end of a run that the target was interrupted in: the same command goes on with them where it gives none itself. Null for
    /// nothing.
    /// </summary>
    /// <param name="parsed">The command line.</param>
    public virtual (ulong Seed, DateTimeOffset End)? Recall(ParseResult parsed) => null;

    /// <summary>The option that leaves out, or has asked for, the series that a scraper writes; null when they are not written.</summary>
    /// <param name="parsed">The command line.</param>
    public abstract string? ScrapeOption(ParseResult parsed);

    /// <summary>Writes a history. What goes wrong is told.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="span">What is written; at least one tick.</param>
    /// <param name="context">The outside world.</param>
    /// <returns>One of <see cref="ExitStatus"/>.</returns>
    public abstract int Write(ParseResult parsed, RunSpan span, ProgramContext context);
}
