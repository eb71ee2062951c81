using System.CommandLine;
using System.Globalization;
using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>check FILE…</c>: reads configurations and says what is wrong with them. Thread-safe.</summary>
internal static class CheckCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ProgramContext context)
    {
        var files = new Argument<string[]>("FILE") { Description = "Configuration files.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("check", "Reads configuration files and prints every error in them, or that they are valid.") { files };
        command.SetAction(parsed => Check(parsed.GetRequiredValue(files), context));
        return command;
    }

    private static int Check(string[] files, ProgramContext context)
    {
        var status = ExitStatus.Success;
        foreach (var file in files)
        {
            var read = ConfigurationReader.ReadFile(file);
            if (read.Configuration is { } configuration)
            {
                // Neither seed nor start changes what is counted.
                var model = configuration.ToModel(0, DateTimeOffset.UnixEpoch);
                context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}: valid, {model.Metrics.Length} metrics, {model.SeriesCount} series"));
                foreach (var (key, warning) in BoundRisk.Warnings(model))
                    context.Error.WriteLine($"{(configuration.Places.TryGetValue($"metrics.{key}", out var place) ? place.ToString() : file)}: metrics.{key}: warning: {warning}.");
                continue;
            }

            context.Error.Write(ErrorReport.Format(read.Errors, $"{file} is not valid"));
            status = ExitStatus.BadInput;
        }

        return status;
    }
}
