using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Scoring.Judging;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Metrics;
using MetricsSimulator.Scoring.Scores;
using MetricsSimulator.Telemetry;

namespace MetricsSimulator.Cli.Commands;

/// <summary>The options of <c>score</c>. One thread at a time.</summary>
internal sealed class ScoreOptions
{
    // A Monday. Scores do not depend on the day on which they are computed.
    private static readonly DateTimeOffset s_start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The rule files.</summary>
    public Argument<string[]> Files { get; } = new("RULES") { Description = "Files of rules for Prometheus, or manifests of the kind PrometheusRule; - for standard input.", Arity = ArgumentArity.OneOrMore };

    /// <summary><c>--duration</c>.</summary>
    public Option<TimeSpan?> Duration { get; } = RunOptions.Span("--duration", "The judged time of each seed. What rules look back at comes before it. The default is 7d.");

    /// <summary><c>--seeds</c>.</summary>
    public Option<int> Seeds { get; } = new("--seeds")
    {
        Description = "How many seeds to judge the rules on, from 1 to 1000. The default is 20.",
        HelpName = "N",
        DefaultValueFactory = _ => 20,
        CustomParser = result => ReadNumber(result, "--seeds", 1, 1000) is { } seeds ? (int)seeds : 0,
    };

    /// <summary><c>--seed</c>.</summary>
    public Option<ulong?> Seed { get; } = new("--seed")
    {
        Description = "The first seed; the others follow it. The default is 1.",
        HelpName = "N",
        CustomParser = result =>
        {
            if (SeedText.TryParse(result.Tokens[^1].Value, out var seed)) return seed;
            result.AddError($"--seed: must be {SeedText.Expected}, got '{result.Tokens[^1].Value}'.");
            return null;
        },
    };

    /// <summary><c>--start</c>.</summary>
    public Option<DateTimeOffset?> Start { get; } = RunOptions.Start("When the judged time begins. The default is 2026-01-05T00:00:00Z, a Monday, so that scores do not depend on the day.");

    /// <summary><c>--grace</c>.</summary>
    public Option<TimeSpan?> Grace { get; } = RunOptions.Span("--grace", "How long after the last trace of an anomaly an alert may still begin to fire for it. The default is 5m.");

    /// <summary><c>--incidents-per-day</c>.</summary>
    public Option<double> IncidentsPerDay { get; } = CreateIncidentsPerDay();

    /// <summary><c>--require</c>.</summary>
    public RequirementsOption Requirements { get; } = new();

    /// <summary><c>--prometheus-url</c>.</summary>
    public PrometheusUrlOption Prometheus { get; } = new("Judge the rules on the history that this Prometheus has, by the times of --incidents, instead of simulated ones: http://localhost:9090.");

    /// <summary><c>--incidents</c>.</summary>
    public IncidentsOption Incidents { get; } = new("The incidents of the history of --prometheus-url: a file that 'truth' writes, or JSON, YAML or comma-separated values with start, end and kind, perhaps also metric and labels; - for standard input.");

    /// <summary><c>--match</c>.</summary>
    public Option<string?> Match { get; } = new("--match")
    {
        Description = "The anomalies that every alert is meant to detect, in the form of the annotation detects: error_burst, level_shift:tool_usage. By default, each alert says so itself, or is judged on all that it reads.",
        HelpName = "KINDS",
    };

    /// <summary><c>--sweep</c>.</summary>
    public Option<string?> Sweep { get; } = new("--sweep")
    {
        Description = "Compare values of each alert's for, or of the number with which it compares: for=0s..30m, threshold=0.01..0.2, or threshold=0.01..0.2:5 for five values instead of ten.",
        HelpName = "RANGE",
    };

    /// <summary><c>--suggest-claims</c>.</summary>
    public Option<bool> SuggestClaims { get; } = new("--suggest-claims") { Description = "Print instead, as YAML to paste, the annotation detects for the kinds that each alert finds significantly more often than chance." };

    /// <summary><c>--explain</c>.</summary>
    public Option<AnomalyName?> Explain { get; } = new("--explain")
    {
        Description = "Explain step by step why the alerts did or did not fire for an anomaly, by the name that scores give to those that were missed: 7:error_burst-2-774, its seed in front. Only this seed is judged.",
        HelpName = "ANOMALY",
        CustomParser = result =>
        {
            if (AnomalyName.Read(result.Tokens[^1].Value) is { } name) return name;
            result.AddError($"--explain: must be a seed and an anomaly of its run, as in 7:error_burst-2-774, got '{result.Tokens[^1].Value}'. The scores name those that were missed.");
            return null;
        },
    };

    /// <summary><c>--report</c>.</summary>
    public Option<string?> Page { get; } = new("--report")
    {
        Description = "Also write a page of HTML that needs no other file: for each alert its figures, what it compared, what went wrong, when it was pending and firing, and the trade-off of a --sweep.",
        HelpName = "FILE",
        CustomParser = RunOptions.ReadPath,
    };

    /// <summary><c>--format</c>.</summary>
    public Option<string> Format { get; } = RunOptions.OneOf("--format", "-f", "How to print the scores.", ScoreOutput.Formats);

    /// <summary><c>--config</c>.</summary>
    public Option<string?> Config { get; } = RunOptions.Config();

    /// <summary><c>--workload</c>.</summary>
    public Option<string?> Workload { get; } = RunOptions.Workload();

    /// <summary><c>--profile</c>.</summary>
    public Option<NameStyle?> Profile { get; } = RunOptions.Profile();

    /// <summary><c>--scenario</c>.</summary>
    public Option<string?> Scenario { get; } = RunOptions.Scenario();

    /// <summary><c>--label</c>.</summary>
    public Option<ImmutableArray<LabelDimension>> Labels { get; } = RunOptions.Labels();

    /// <summary>Creates them.</summary>
    public ScoreOptions() =>
        Scenario.Description = "The scenario whose anomalies alerts should find: a built-in one (see 'scenarios'), a YAML file, or - for standard input. The default is incidents, or team_incidents for a workload.";

    /// <summary>Creates <c>--incidents-per-day</c>, which other commands have too.</summary>
    public static Option<double> CreateIncidentsPerDay() => new("--incidents-per-day")
    {
        Description = "How many incidents a day to suppose for precision, because that depends on how often things go wrong. The default is one a week.",
        HelpName = "N",
        DefaultValueFactory = _ => RuleScore.DefaultIncidentsPerDay,
        CustomParser = result => ReadNumber(result, "--incidents-per-day", double.Epsilon, 10_000) ?? 1,
    };

    /// <summary>The instant at which the judged time begins.</summary>
    public DateTimeOffset BeginOf(ParseResult parsed) => parsed.GetValue(Start) ?? s_start;

    /// <summary>How to print the scores: one of <see cref="ScoreOutput.Formats"/>; null for the claims that they suggest.</summary>
    public string? FormatOf(ParseResult parsed) => parsed.GetValue(SuggestClaims) ? null : parsed.GetValue(Format);

    /// <summary>Reads <c>--sweep</c>.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="context">The outside world.</param>
    /// <param name="sweep">The sweep; null for none.</param>
    /// <returns>Whether it could be read; if not, the error has been printed.</returns>
    public bool TryReadSweep(ParseResult parsed, ProgramContext context, out Scoring.Sweeps.Sweep? sweep)
    {
        sweep = null;
        if (parsed.GetValue(Sweep) is not { } text || (sweep = Scoring.Sweeps.Sweep.Read(text, out var violation)) is not null) return true;
        context.Error.WriteLine($"--sweep: {violation}");
        return false;
    }

    /// <summary>Reads the run with any seed; null after an error, which has been printed.</summary>
    public Run? ReadRun(ParseResult parsed, ProgramContext context)
    {
        var start = BeginOf(parsed);
        var request = new RunRequest(parsed.GetValue(Config), parsed.GetValue(Scenario), parsed.GetValue(Seed) ?? 1, start)
        {
            Workload = parsed.GetValue(Workload),
            Profile = parsed.GetValue(Profile),
            Labels = parsed.GetValue(Labels),
        };
        if (request.Scenario is null && request.Config is null) request = request with { Scenario = request.Workload is null ? "incidents" : "team_incidents" };
        if (new RunReader(request, () => 1, _ => start, latestStart: null) { Outcome = "nothing was scored" }.Read(out var report) is { } run) return run;
        context.Error.Write(report);
        return null;
    }

    private static double? ReadNumber(ArgumentResult result, string option, double least, double most)
    {
        var text = result.Tokens[^1].Value;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most && (least < 1 || number % 1 == 0)) return number;
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option}: must be {(least < 1 ? "a number above 0" : $"a whole number from {least:0}")} to {most:0}, got '{text}'."));
        return null;
    }
}
