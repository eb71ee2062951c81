using System.Collections.Immutable;
using System.CommandLine;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.RuleFiles;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>score RULES…</c>: judges alerting rules on histories with known anomalies. One thread at a time.</summary>
/// <param name="options">The options.</param>
/// <param name="parsed">The command line.</param>
/// <param name="context">The outside world.</param>
internal sealed class ScoreCommand(ScoreOptions options, ParseResult parsed, ProgramContext context)
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ProgramContext context)
    {
        var options = new ScoreOptions();
        var command = new ExplainedCommand("score", "Judge alert rules on histories whose anomalies are known.")
        {
            Details =
            [
                "For each seed it writes a history with anomalies and the same history without, lets a Prometheus evaluate the rules over both, and compares when alerts fired with what went wrong.",
                "It needs prometheus and promtool on the path. The annotation detects of an alert says which kinds of anomalies it is meant to find.",
            ],
            Examples =
            [
                new Example("Judge the rules of a file on 20 weeks:", "score rules.yml"),
                new Example("Judge them on the history of your own Prometheus:", "score rules.yml --prometheus-url http://localhost:9090 --incidents incidents.yaml"),
                new Example("Find the best threshold:", "score rules.yml --sweep threshold=0.01..0.2"),
                new Example("Write a page that you can mail:", "score rules.yml --sweep for=0s..10m --report report.html"),
                new Example("See why the alerts missed an anomaly:", "score rules.yml --explain 7:error_burst-2-774"),
                new Example("Fail a build whose alerts got worse:", "score rules.yml --format junit --require 'recall>=0.9' --require 'false_per_day<=0.2'"),
            ],
        };
        command.Add(options.Files);
        UnknownArguments.Refuse(options.Files, command);
        foreach (var option in (Option[])[
            options.Duration, options.Seeds, options.Seed, options.Start, options.Grace, options.IncidentsPerDay, options.Match, options.Requirements.Option, options.Sweep, options.SuggestClaims, options.Explain, options.Page, options.Format])
            command.Add(option);
        command.Add("Options for your own history", [options.Prometheus.Option, options.Incidents.Option]);
        command.Add("Options for the run", [options.Config, options.Workload, options.Profile, options.Scenario, options.Labels]);
        command.SetAction((parsed, _) => new ScoreCommand(options, parsed, context).ScoreAsync());
        return command;
    }

    private async Task<int> ScoreAsync()
    {
        if (parsed.GetValue(options.Explain) is not null && parsed.GetValue(options.Format) is "csv" or "junit")
        {
            context.Error.WriteLine("--explain: prints text or JSON. Leave out --format, or choose --format json.");
            return ExitStatus.BadInput;
        }

        if (parsed.GetValue(options.Explain) is not null && parsed.GetValue(options.Page) is not null)
        {
            context.Error.WriteLine("--explain: judges one seed, which is no report. Leave out one of --explain and --report.");
            return ExitStatus.BadInput;
        }

        if (ReadRules(parsed.GetRequiredValue(options.Files)) is not { } files) return ExitStatus.BadInput;
        if (options.Prometheus.Url(parsed) is not null) return await new RecordedScore(options, parsed, context).RunAsync(files);
        if (options.Incidents.File(parsed) is not null)
        {
            context.Error.WriteLine("--incidents: needs --prometheus-url, because the anomalies of simulated histories are known. Leave it out, or give the address of your Prometheus.");
            return ExitStatus.BadInput;
        }

        if (PrometheusPrograms.Find(context.Variable("PATH"), out var missing) is not { } programs)
        {
            context.Error.WriteLine(missing);
            return ExitStatus.Failure;
        }

        if (parsed.GetValue(options.Page) is { } target && parsed.GetRequiredValue(options.Files).Append(parsed.GetValue(options.Config)).Append(parsed.GetValue(options.Scenario)).OfType<string>().Any(read => File.Exists(target) && File.Exists(read) && WholePath.Of(read) == WholePath.Of(target)))
        {
            context.Error.WriteLine($"--report: {PrintableText.Of(target)} is a file that is read. Choose another name.");
            return ExitStatus.BadInput;
        }

        using var page = parsed.GetValue(options.Page) is { } path ? ScorePageFile.Open(path, context.Error) : null;
        if (page is null && parsed.GetValue(options.Page) is not null) return ExitStatus.Failure;
        const string Prefix = "metrics-simulator-";
        string? folder = null;
        try
        {
            folder = Directory.CreateTempSubdirectory(Prefix).FullName;
            return await new SimulatedScore(options, parsed, context).RunAsync(files, programs, folder, page);
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            context.Error.WriteLine("Interrupted. Nothing was scored.");
            return ExitStatus.Interrupted;
        }
        catch (PrometheusException exception)
        {
            context.Error.WriteLine(exception.Message);
            return ExitStatus.Failure;
        }
        catch (Exception exception) when (OutputFailure.Is(exception))
        {
            context.Error.WriteLine(OutputFailure.Explain(folder ?? Path.Combine(Path.GetTempPath(), Prefix), exception, "TMPDIR"));
            return ExitStatus.Failure;
        }
        finally
        {
            if (folder is not null) Directory.Delete(folder, recursive: true);
        }
    }

    private ImmutableArray<RuleFile>? ReadRules(string[] names)
    {
        var files = ImmutableArray.CreateBuilder<RuleFile>(names.Length);
        var errors = new List<ConfigurationError>();
        foreach (var name in names)
        {
            var read = RuleFileReader.ReadFile(name);
            errors.AddRange(read.Errors);
            if (read.File is { } file) files.Add(file);
        }

        if (errors.Count == 0) return files.MoveToImmutable();
        context.Error.Write(ErrorReport.Format([.. errors], "nothing was scored"));
        return null;
    }
}
