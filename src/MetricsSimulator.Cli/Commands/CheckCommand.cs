using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.Help;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Configuration.Workload;
using MetricsSimulator.Model;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>check FILE…</c>: reads configurations, scenarios and journals, and prints their errors.</summary>
internal static class CheckCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ProgramContext context)
    {
        var files = new Argument<string[]>("FILE") { Description = "Configurations, scenarios or journals; - for standard input.", Arity = ArgumentArity.OneOrMore };
        var command = new ExplainedCommand("check", "Print every error in configurations, scenarios and journals.")
        {
            Details = ["It recognises the kind of each file. Every error comes with file, line, column and what to do. The exit code is 0 if all files are valid, and 2 if one is not.", "A scenario is checked with the configuration that plays it, if you name both. Otherwise it is checked with the built-in metrics, or with the built-in team if it acts on a team."],
            Examples =
            [
                new Example("Check a configuration and a scenario:", "check simulator.yaml my-scenario.yaml"),
                new Example("Check the output of another program:", "scenarios show normal | claude-metrics-simulator check -"),
            ],
        };
        command.Add(files);
        UnknownArguments.Refuse(files, command);
        files.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => token.Value.Length == 0)) result.AddError("FILE: must be the name of a file, got ''.");
        });
        command.SetAction(parsed => Check(parsed.GetRequiredValue(files), context));
        return command;
    }

    private static int Check(string[] files, ProgramContext context)
    {
        var status = ExitStatus.Success;
        var inputs = files.Select(InputFile.Read).ToArray();
        for (var i = 0; i < files.Length; i++)
        {
            var (file, input) = (files[i], inputs[i]);
            var player = input.Scenario is null ? -1 : Array.FindIndex(inputs, other => Plays(other.Configuration?.Configuration, file));
            var errors = input switch
            {
                { Journal: { } journal } => CheckJournal(journal, file, context),
                { Scenario: { } scenario } => CheckScenario(scenario, file, player < 0 ? null : files[player], player < 0 ? null : inputs[player].Configuration!.Configuration, context),
                _ => CheckConfiguration(input.Configuration!, file, context),
            };
            if (errors.IsEmpty) continue;
            context.Error.Write(ErrorReport.Format(errors, $"{file} is not valid"));
            status = ExitStatus.BadInput;
        }

        return status;
    }

    private static ImmutableArray<ConfigurationError> CheckConfiguration(ConfigurationResult read, string file, ProgramContext context)
    {
        if (read.Configuration is not { } configuration) return read.Errors;
        var errors = ToModel(configuration, configuration.Scenario is { } scenario ? ScenarioReader.Find(scenario) : null, out var model);
        if (model is null) return errors;
        var workload = model.Sources.OfType<WorkloadDefinition>().FirstOrDefault();
        if (workload is null || !model.Metrics.IsEmpty)
            Tell(context, string.Create(CultureInfo.InvariantCulture, $"{file}: valid, {CountMetrics(model)} metric{(CountMetrics(model) == 1 ? "" : "s")}, {model.SeriesCount} series"));
        if (workload is not null)
        {
            var estimate = WorkloadEstimate.Of(workload);
            Tell(context, CostOf(estimate, file));
            if (workload.Telemetry is { ExpireAfter: null, IncludesSessionId: true, Profile.Style: not NameStyle.Specification })
            {
                Warn(configuration, file, "workload.telemetry.expire_after",
                    $"no series ever ends, so that there are about {Rounded(estimate.Series)} more each day, without end; a time like 180m ends those of old sessions", context);
            }

            if (WorkloadStart.WarningOf(estimate) is { } start) Warn(configuration, file, "workload.developers", start, context);
            if (WorkloadStart.WarningOf(estimate, model.Timeline.UpdateInterval) is { } tick) Warn(configuration, file, "simulator.update_interval", tick, context);
        }

        if (configuration.Scenario is { } played && ScenarioReader.Find(played).Draft is { } draft)
        {
            foreach (var key in configuration.KeysReplacedBy(draft))
                Warn(configuration, file, $"metrics.{key}", $"has no effect, because the scenario {draft.Name} replaces it", context);
        }

        foreach (var (key, warning) in ModelWarnings.Of(model))
            Warn(configuration, file, $"metrics.{key}", warning, context);
        return [];
    }

    private static string CostOf(WorkloadEstimate day, string file) => string.Create(CultureInfo.InvariantCulture,
        $"{file}: valid, a team of {day.Developers}; a day has about {Rounded(day.Sessions)} sessions, {Rounded(day.Events)} events and {Rounded(day.Series)} new series, and costs {Rounded(day.Dollars)} USD");

    // An estimate has no more than two digits.
    private static string Rounded(double value)
    {
        if (value < 10) return value.ToString("0.#", CultureInfo.InvariantCulture);
        var unit = 1.0;
        while (value / unit >= 100) unit *= 10;
        return (Math.Round(value / unit) * unit).ToString("#,0", CultureInfo.InvariantCulture);
    }

    // The name of the file may come from somebody else and hold control characters.
    private static void Tell(ProgramContext context, string line) => context.Out.WriteLine(PrintableText.Of(line));

    private static void Warn(SimulatorConfiguration configuration, string file, string path, string warning, ProgramContext context) =>
        context.Error.WriteLine($"{(configuration.Places.TryGetValue(path, out var place) ? place.ToString() : file)}: {path}: warning: {warning}.");

    // A scenario does not say for which metrics or team it is made. A configuration that plays it does.
    private static ImmutableArray<ConfigurationError> CheckScenario(ScenarioResult scenario, string file, string? player, SimulatorConfiguration? configuration, ProgramContext context)
    {
        ImmutableArray<ConfigurationError> errors;
        SimulationModel? model;
        var options = "--scenario";
        if (configuration is not null)
        {
            (errors, options) = (ToModel(configuration, scenario, out model), $"--config {player}");
        }
        else if (scenario.Draft is { NeedsWorkload: true })
        {
            errors = CheckWithTeam(scenario, file, out model, out var warnings);
            foreach (var warning in warnings) context.Error.WriteLine(PrintableText.Of(warning));
            options = warnings.IsEmpty ? $"--workload {BuiltInWorkloads.Team} --scenario" : "--config FILE --scenario";
        }
        else
        {
            errors = ToModel(ConfigurationReader.BuiltIn, scenario, out model);
        }

        if (model is null) return errors;
        var (patterns, anomalies) = (model.Scenario.Phases.Length, Count(model.Scenario));
        Tell(context, string.Create(CultureInfo.InvariantCulture,
            $"{file}: valid scenario, {patterns} pattern{(patterns == 1 ? "" : "s")}, {anomalies} anomal{(anomalies == 1 ? "y" : "ies")}; play it with {options}"));
        return [];
    }

    // Another team may let series end later, or let sessions share them, so what depends on that is a warning.
    private static ImmutableArray<ConfigurationError> CheckWithTeam(ScenarioResult scenario, string file, out SimulationModel? model, out ImmutableArray<string> warnings)
    {
        var team = ConfigurationReader.ReadText(BuiltInWorkloads.Find(BuiltInWorkloads.Team)!, BuiltInWorkloads.FileOf(BuiltInWorkloads.Team)).Configuration!;
        var errors = ToModel(team, scenario, out model);
        warnings = model is null ? [] : [.. Run.CautionsOf(model).Select(caution => $"{file}: warning: with the built-in team, {caution}.")];
        if (model is not null) return [];
        var workload = team.Workload!;
        var remaining = ToModel(team with { Workload = workload with { Telemetry = workload.Telemetry with { ExpireAfter = null } } }, scenario, out model);
        if (model is not null) warnings = [.. errors.Select(error => $"{error.Place}: {error.Path}: warning: with the built-in team, {error.Message}.")];
        return remaining;
    }

    private static bool Plays(SimulatorConfiguration? configuration, string file) =>
        configuration?.Scenario is { } played && ScenarioReader.Find(played).Draft is { } draft && Path.GetFullPath(draft.File) == Path.GetFullPath(file);

    // As many as a scrape shows.
    private static int CountMetrics(SimulationModel model) => model.Metrics.Length + model.Sources.Sum(source => source.Families.Length);

    private static ImmutableArray<ConfigurationError> CheckJournal(string journal, string file, ProgramContext context)
    {
        if (JournalReader.ReadText(journal, file, out var warning, out var errors) is not { } recorded) return errors;
        var changes = recorded.Changes.Length;
        Tell(context, string.Create(CultureInfo.InvariantCulture,
            $"{file}: valid journal, seed {recorded.Run.Model.Seed}, {changes} change{(changes == 1 ? "" : "s")}; replay it with 'generate --journal'"));
        if (warning is not null) context.Error.WriteLine(warning);
        return [];
    }

    private static ImmutableArray<ConfigurationError> ToModel(SimulatorConfiguration configuration, ScenarioResult? scenario, out SimulationModel? model)
    {
        // The counts do not depend on seed and start.
        const ulong Seed = 0;
        var start = DateTimeOffset.UnixEpoch;
        model = null;
        if (scenario is null)
        {
            model = configuration.ToModel(Seed, start);
            return [];
        }

        if (scenario.Draft is not { } draft) return scenario.Errors;
        var result = configuration.ToModel(Seed, start, draft);
        model = result.Model;
        return result.Errors;
    }

    private static int Count(Scenario scenario) => scenario.Anomalies.Concat(scenario.Phases.SelectMany(phase => phase.Anomalies)).Sum(Count);

    private static int Count(AnomalyDefinition anomaly) => 1 + anomaly.Then.Sum(next => Count(next.Anomaly));
}
