using System.Collections.Immutable;
using System.CommandLine;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Scoring.Scores;

namespace MetricsSimulator.Cli.Commands;

/// <summary>The option <c>--require</c> of commands that score.</summary>
internal sealed class RequirementsOption
{
    private readonly Option<string[]> _option = new("--require")
    {
        Description = "What each alert must achieve: recall>=0.9, false_per_day<=0.2, delay_p95<=5m and the like. The exit code is 3 if one does not. May be given several times.",
        HelpName = "FIGURE>=N",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary>The option.</summary>
    public Option Option => _option;

    /// <summary>Reads the requirements; null after an error, which has been printed.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="context">The outside world.</param>
    /// <param name="kinds">The kinds that incidents can have.</param>
    /// <param name="hasTwin">Whether there is a clean twin.</param>
    public ImmutableArray<Requirement>? Read(ParseResult parsed, ProgramContext context, IReadOnlyCollection<string> kinds, bool hasTwin)
    {
        var requirements = ImmutableArray.CreateBuilder<Requirement>();
        var isWrong = false;
        foreach (var text in parsed.GetValue(_option) ?? [])
        {
            var read = Requirement.Read(text, kinds, DurationText.TryParse, hasTwin);
            foreach (var error in read.Errors) context.Error.WriteLine($"--require: {error}");
            isWrong |= read.Value is null;
            if (read.Value is { } requirement) requirements.Add(requirement);
        }

        return isWrong ? null : requirements.ToImmutable();
    }
}
