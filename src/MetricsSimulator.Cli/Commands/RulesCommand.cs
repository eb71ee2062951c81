using System.CommandLine;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.History.Files;
using MetricsSimulator.Cli.Rules;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>rules</c>: writes recording and alert rules for the metrics of a configuration.</summary>
internal static class RulesCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ProgramContext context)
    {
        var config = RunOptions.Config();
        var workload = RunOptions.Workload();
        var profile = RunOptions.Profile();
        var output = new Option<string>("--output", "-o")
        {
            Description = $"The folder for {RuleFile.Name}, created if it does not exist. With -, the rules go to standard output.",
            HelpName = "DIR",
            Required = true,
            CustomParser = result => RunOptions.ReadPath(result)!,
        };
        var command = new ExplainedCommand("rules", "Write alert rules for the metrics, to load into Prometheus.")
        {
            Details =
            [
                "The rules use only metrics of the configuration. The built-in metrics get alerts on budget, errors, duration, tokens and counter resets. Your own metrics get recorded rates and percentiles, and an alert that fires when they are absent.",
            ],
            Examples =
            [
                new Example("Write the rules for a configuration:", "rules --config simulator.yaml --output rules"),
                new Example("Print them:", "rules --output -"),
            ],
        };
        command.Add(config);
        command.Add(workload);
        command.Add(profile);
        command.Add(output);
        command.SetAction(parsed => Write(new RunRequest(parsed.GetValue(config)) { Workload = parsed.GetValue(workload), Profile = parsed.GetValue(profile) }, parsed.GetRequiredValue(output), context));
        return command;
    }

    private static int Write(RunRequest request, string folder, ProgramContext context)
    {
        // The metrics do not depend on seed and start.
        var reader = new RunReader(request, () => 0, _ => DateTimeOffset.UnixEpoch, latestStart: null) { Outcome = "nothing was written" };
        if (reader.Read(out var report) is not { } run)
        {
            context.Error.Write(report);
            return ExitStatus.BadInput;
        }

        var text = RuleSet.Of(run).ToYaml();
        if (folder == HistoryOutput.Standard)
        {
            context.Out.Write(text);
            return ExitStatus.Success;
        }

        var path = Path.Combine(folder, RuleFile.Name);
        try
        {
            Directory.CreateDirectory(folder);
            using var file = new WholeFile(path);
            file.Stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
            file.Commit();
        }
        catch (Exception exception) when (OutputFailure.Is(exception))
        {
            context.Error.WriteLine(OutputFailure.Explain(path, exception));
            return ExitStatus.Failure;
        }

        context.Error.WriteLine($"{path} written. Name it under rule_files in the configuration of Prometheus.");
        return ExitStatus.Success;
    }
}
