using System.Collections.Immutable;
using MetricsSimulator.Configuration.Catalogues;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Labels;
using MetricsSimulator.Configuration.Patterns;
using MetricsSimulator.Configuration.Runners;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Configuration.Server;
using MetricsSimulator.Configuration.Simulator;
using MetricsSimulator.Configuration.Workload;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Runners;

namespace MetricsSimulator.Configuration;

/// <summary>The keys of a configuration file.</summary>
internal static class RootKeys
{
    public static readonly BlockKey<SimulatorSettings> Simulator = new("simulator", SimulatorKeys.Table, "What to simulate.")
    {
        AbsentText = "the built-in catalogue",
    };

    public static readonly BlockKey<WorkloadSettings> Workload = new("workload", WorkloadKeys.Table,
        "A team of developers who use Claude Code, whose metrics have the names of the real telemetry.")
    {
        AbsentText = "no team",
    };

    public static readonly BlockKey<RunnersDefinition> Runners = new("runners", RunnersKeys.Table, "A self-hosted runner of Claude Code with its orchestrator.")
    {
        AbsentText = "no runner",
    };

    public static readonly BlockKey<ServerConfiguration> Server = new("server", ServerKeys.Table, "Where to serve it.")
    {
        AbsentText = "http://localhost:9090",
    };

    public static readonly Key<ImmutableArray<LabelDimension>> Labels = new("labels", ConstantLabelsKind.Instance, [],
        "Labels to add to every series, such as `{team: ai}`. They change no value. The option `--label` adds more; if it has the same name, it replaces the one here.")
    {
        AbsentText = "no labels",
    };

    /// <summary>The blocks, in the order in which they are read and written.</summary>
    public static readonly ImmutableArray<RootBlock> Blocks =
    [
        new(Simulator.From((SimulatorConfiguration configuration) => SimulatorReader.SettingsOf(configuration)), SimulatorReader.Read),
        new(Workload.From((SimulatorConfiguration configuration) => configuration.Workload!, when: static configuration => configuration.Workload is not null),
            ReadWorkload),
        new(Runners.From((SimulatorConfiguration configuration) => configuration.Runners!, when: static configuration => configuration.Runners is not null),
            ReadRunners),
        new(Server.From((SimulatorConfiguration configuration) => configuration.Server),
            static (configuration, file) => configuration with { Server = ServerReader.Read(file.Find(Server)) }),
        new(Labels.From((SimulatorConfiguration configuration) => configuration.Labels, when: static configuration => !configuration.Labels.IsEmpty), ReadLabels),
    ];

    public static readonly KeyTable<SimulatorConfiguration> Table = new("configuration", "",
        "A configuration is a YAML file with these blocks. All are optional.", [.. Blocks.Select(block => block.Field)]);

    /// <summary>The error of a key at the wrong level, for <see cref="Cursor.Elsewhere"/>.</summary>
    /// <param name="name">The key.</param>
    public static (string Message, string Explanation)? Misplaced(string name)
    {
        const string WrongLevel = "is at the wrong level";
        if (SimulatorKeys.Table.Has(name)) return (WrongLevel, "Indent under simulator: this key and everything below it.");
        if (WorkloadKeys.Table.Has(name)) return (WrongLevel, "Indent under workload: this key and everything below it.");
        if (RunnersKeys.Table.Has(name)) return (WrongLevel, "Indent under runners: this key and everything below it.");
        if (ServerKeys.Table.Has(name)) return (WrongLevel, "Indent under server: this key and everything below it.");
        if (BuiltInMetrics.Contains(name, StringComparer.Ordinal)) return (WrongLevel, "Indent under simulator.metrics: this key and everything below it.");
        if (Table.Has(name)) return (WrongLevel, "It belongs at the top of the file, without indentation.");
        if (RelativeNumbers.Misplaced(name) is { } misplaced) return misplaced;
        return ScenarioKeys.Table.Has(name) ? ("belongs to a scenario", "A scenario is a separate file: play it with --scenario.") : null;
    }

    private static IEnumerable<string> BuiltInMetrics => Catalogue.MetricsOf(CatalogueName.ClaudeCode).Entries.Select(entry => entry.Name);

    private static SimulatorConfiguration ReadWorkload(SimulatorConfiguration configuration, Block file)
    {
        if (!file.Has(Workload)) return configuration;
        var block = file.Find(Workload);
        var errors = file.At.Errors.Count;
        var settings = WorkloadReader.Read(block);
        if (file.At.Errors.Count > errors) return configuration;
        var definition = settings.ToDefinition();
        if (settings.Telemetry.ExpireAfter < configuration.UpdateInterval)
            block.Blame(WorkloadKeys.Telemetry).Report(Rule.Broken("must have an expire_after of update_interval or more", settings.Telemetry.ExpireAfter.Value.TotalSeconds), "A shorter one would end each series before it is shown.");
        if (configuration.Metrics.Any(metric => metric.Key == definition.Key))
        {
            block.At.Report($"has the name of the metric '{definition.Key}'", "Choose another key for the metric.");
            return configuration;
        }

        // One name is enough: if one is taken, so are others.
        var taken = SimulationModel.Violations(configuration.Metrics, [definition]).FirstOrDefault(one => one.Key == definition.Key);
        if (taken.Violation is { } violation)
            block.Blame(WorkloadKeys.Telemetry).Report(violation, "Choose another telemetry.profile or telemetry.namespace, or set simulator.catalogue: none.");
        return configuration with { Workload = settings };
    }

    private static SimulatorConfiguration ReadRunners(SimulatorConfiguration configuration, Block file)
    {
        if (!file.Has(Runners)) return configuration;
        var block = file.Find(Runners);
        var errors = file.At.Errors.Count;
        var runners = RunnersKeys.Read(block);
        if (file.At.Errors.Count > errors) return configuration;
        if (configuration.Metrics.Any(metric => metric.Key == runners.Key))
        {
            block.At.Report($"has the name of the metric '{runners.Key}'", "Choose another key for the metric.");
            return configuration;
        }

        var taken = SimulationModel.Violations(configuration.Metrics, [.. configuration.Sources, runners]).FirstOrDefault(one => one.Key == runners.Key);
        if (taken.Violation is { } violation) block.At.Report(violation, "Choose another name for the metric.");
        return configuration with { Runners = runners };
    }

    private static SimulatorConfiguration ReadLabels(SimulatorConfiguration configuration, Block file)
    {
        var labels = file.Value(Labels);
        foreach (var label in labels)
            if ((ConstantLabelsKind.ViolationWith(label, configuration.Metrics) ?? configuration.ViolationOf(label.Name)) is { } violation) file.CursorOf(Labels)!.At(label.Name).ReportKey(violation);
        return configuration with { Labels = labels };
    }
}
