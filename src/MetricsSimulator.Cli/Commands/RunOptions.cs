using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Cli.Time;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Configuration.Server;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Workload;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Truth;

namespace MetricsSimulator.Cli.Commands;

/// <summary>The options that choose the run, and the code that reads their values.</summary>
internal static class RunOptions
{
    /// <summary><c>--config FILE</c>.</summary>
    public static Option<string?> Config() => new("--config", "-c")
    {
        Description = "The configuration, a YAML file, or - for standard input. The default is the built-in metrics.",
        HelpName = "FILE",
        CustomParser = ReadPath,
    };

    /// <summary><c>--workload NAME|FILE</c>.</summary>
    public static Option<string?> Workload() => new("--workload", "-w")
    {
        Description = "A team of developers who use Claude Code, whose metrics have the names of the real telemetry: team, or a configuration with a block workload. Use it instead of --config.",
        HelpName = "NAME|FILE",
        CompletionSources = { _ => BuiltInWorkloads.Names },
        CustomParser = ReadPath,
    };

    /// <summary><c>--profile NAME</c>.</summary>
    public static Option<NameStyle?> Profile() => new("--profile")
    {
        Description = $"The names that the metrics of the workload have in Prometheus: {NamesOfProfiles}. The default is the profile of the configuration.",
        HelpName = "NAME",
        CompletionSources = { _ => NameProfiles.All.Select(profile => profile.Name) },
        CustomParser = ReadProfile,
    };

    /// <summary><c>--scenario NAME|FILE</c>.</summary>
    public static Option<string?> Scenario() => new("--scenario", "-s")
    {
        Description = "The scenario to play: a built-in one (see 'scenarios'), a YAML file, - for standard input, or none. It overrides the scenario of the configuration. Without --scenario, --config and --workload, the default is everyday.",
        HelpName = "NAME|FILE",
        CompletionSources = { _ => BuiltInScenarios.All.Select(scenario => scenario.Name) },
    };

    /// <summary><c>--truth</c>.</summary>
    public static Option<bool> Truth() => new("--truth")
    {
        Description = $"Add {TruthDefinition.Name}, with the labels id, kind and metric: one series for each anomaly, which exists while the anomaly lasts. Draw it below the metrics.",
    };

    /// <summary><c>--scrape-series</c>.</summary>
    public static Option<bool> ScrapeSeries() => new("--scrape-series")
    {
        Description = "For text: write the samples that a Prometheus would have stored if it had scraped the run. This adds up and scrape_*, gives every series the labels job and instance, and leaves a gap where a scrape fails.",
    };

    /// <summary><c>--no-scrape-series</c>.</summary>
    public static Option<bool> NoScrapeSeries() => new("--no-scrape-series")
    {
        Description = "Write only the metrics: no up and scrape_*, no labels job and instance, and no gaps where a scrape fails.",
    };

    /// <summary><c>--seed N</c>.</summary>
    public static Option<ulong?> Seed() => new("--seed")
    {
        Description = "The seed for all random numbers. The same seed and start give the same samples. By default, a seed is drawn and printed.",
        HelpName = "N",
        CustomParser = result => SeedText.TryParse(Text(result), out var seed) ? seed : Refuse<ulong?>(result, SeedText.Expected),
    };

    /// <summary><c>--shard I/N</c>.</summary>
    public static Option<Shard?> Shard() => new("--shard")
    {
        Description = "Simulate one of N parts of the label sets, with I from 0 to N-1. All shards together give the whole run, sample by sample.",
        HelpName = "I/N",
        CustomParser = result => ShardText.TryParse(Text(result), out var shard) ? shard : Refuse<Shard?>(result, ShardText.Expected),
    };

    /// <summary><c>--start TIME</c>.</summary>
    public static Option<DateTimeOffset?> Start(string description) => new("--start")
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result => InstantText.TryParse(Text(result), out var start) ? start : Refuse<DateTimeOffset?>(result, InstantText.Expected),
    };

    /// <summary><c>--duration SPAN</c>.</summary>
    public static Option<TimeSpan> Duration(string description) => new("--duration", "-d")
    {
        Description = description,
        HelpName = "SPAN",
        Required = true,
        CustomParser = result => ReadSpan(result) ?? default,
    };

    /// <summary><c>--stop-after SPAN</c>.</summary>
    public static Option<TimeSpan?> StopAfter() =>
        Span("--stop-after", "Stop after this much simulated time, with exit code 0. By default, run until stopped.");

    /// <summary>An option whose value is a time to wait, above 0 and at most 24 hours.</summary>
    public static Option<TimeSpan?> Wait(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "SPAN",
        CustomParser = ReadWait,
    };

    /// <summary>An option whose value is a span of time above 0.</summary>
    public static Option<TimeSpan?> Span(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "SPAN",
        CustomParser = ReadSpan,
    };

    /// <summary><c>--history SPAN</c>.</summary>
    public static Option<TimeSpan?> History() => new("--history")
    {
        Description = "How much history to write first, into Prometheus's storage. The live metrics continue it. The run begins with the history, or at --start if that is earlier.",
        HelpName = "SPAN",
        CustomParser = ReadSpan,
    };

    /// <summary><c>--time-scale N</c>.</summary>
    public static Option<double> TimeScale() => new("--time-scale")
    {
        Description = "How many times faster than the clock simulated time passes, from 1 to 10000. rate() in PromQL grows by the same factor. The default is 1.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
        CustomParser = result => double.TryParse(Text(result), NumberStyles.Float, CultureInfo.InvariantCulture, out var scale) && ScaledTimeProvider.ScaleViolation(scale) is null
            ? scale
            : Refuse<double>(result, "a number from 1 to 10000"),
    };

    /// <summary><c>--port N</c>, or the port of the environment.</summary>
    public static Option<int?> Port(ProgramContext context, string description) => new("--port", "-p")
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = result =>
        {
            if (!string.IsNullOrEmpty(context.Listen)) return ReadListen(result, context.Listen).Port;
            // Kubernetes sets this variable to the address of a service with that name.
            var isOfService = context.Port?.StartsWith("tcp://", StringComparison.Ordinal) is true;
            return string.IsNullOrEmpty(context.Port) || isOfService ? null : ReadPort(result, ProgramContext.PortVariable, context.Port);
        },
        CustomParser = result => ReadPort(result, "--port", Text(result)),
    };

    /// <summary><c>--host NAME</c>, or the host of the environment.</summary>
    public static Option<string?> Host(ProgramContext context, string description) => new("--host")
    {
        Description = description,
        HelpName = "NAME",
        DefaultValueFactory = result =>
        {
            if (!string.IsNullOrEmpty(context.Listen)) return ReadListen(result, context.Listen).Host;
            return string.IsNullOrEmpty(context.Host) ? null : ReadHost(result, ProgramContext.HostVariable, context.Host);
        },
        CustomParser = result => ReadHost(result, "--host", Text(result)),
    };

    /// <summary><c>--label NAME=VALUE</c>, any number of times.</summary>
    public static Option<ImmutableArray<LabelDimension>> Labels() => new("--label", "-l")
    {
        Description = "A label to add to every series. It changes no value. May be given several times.",
        HelpName = "NAME=VALUE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
        CustomParser = ReadLabels,
    };

    private static ImmutableArray<LabelDimension> ReadLabels(ArgumentResult result)
    {
        var labels = ImmutableArray.CreateBuilder<LabelDimension>();
        foreach (var token in result.Tokens)
        {
            var parts = token.Value.Split('=', 2);
            if (parts.Length < 2)
            {
                result.AddError($"--label: must be NAME=VALUE, got '{token.Value}'.");
                continue;
            }

            var violation = LabelRules.NameViolation(parts[0]) ?? LabelRules.ValuesViolation([parts[1]]);
            if (violation is null && labels.Any(label => label.Name == parts[0])) violation = $"the label '{parts[0]}' is given twice";
            if (violation is null) labels.Add(new LabelDimension(parts[0], [parts[1]]));
            else result.AddError($"--label: {violation}.");
        }

        return labels.DrainToImmutable();
    }

    private static string NamesOfProfiles => string.Join(", ", NameProfiles.All.SkipLast(1).Select(profile => profile.Name)) + " or " + NameProfiles.All[^1].Name;

    private static NameStyle? ReadProfile(ArgumentResult result)
    {
        foreach (var (name, style) in NameProfiles.All)
            if (name == Text(result)) return style;
        return Refuse<NameStyle?>(result, NamesOfProfiles, Spelling.Suggestion(Text(result), NameProfiles.All.Select(profile => profile.Name)) is { Length: > 0 } suggestion ? suggestion : ".");
    }

    /// <summary>Reads the name of a file or a folder.</summary>
    public static string? ReadPath(ArgumentResult result) => Text(result).Length > 0 ? Text(result) : Refuse<string?>(result, "the name of a file or folder");

    /// <summary>Reads the name of a folder for several files.</summary>
    public static string? ReadFolder(ArgumentResult result) => Text(result) == HistoryOutput.Standard
        ? Refuse<string?>(result, "the name of a folder", ". Several files cannot go to standard output.")
        : ReadPath(result);

    /// <summary>An option whose value is one of some words.</summary>
    /// <param name="name">The option.</param>
    /// <param name="alias">Its short form.</param>
    /// <param name="description">The purpose of the option. The words and the default are added to it.</param>
    /// <param name="words">The words; the first is the default.</param>
    public static Option<string> OneOf(string name, string? alias, string description, params string[] words) => new(name, alias is null ? [] : [alias])
    {
        Description = $"{description} One of {string.Join(", ", words)}. The default is {words[0]}.",
        HelpName = name.TrimStart('-').ToUpperInvariant(),
        DefaultValueFactory = _ => words[0],
        CustomParser = result => words.Contains(Text(result), StringComparer.Ordinal)
            ? Text(result)
            : Refuse<string>(result, "one of " + string.Join(", ", words), Spelling.Suggestion(Text(result), words)),
        CompletionSources = { words },
    };

    private static TimeSpan? ReadSpan(ArgumentResult result) => DurationText.TryParse(Text(result), out var duration) && duration > TimeSpan.Zero
        ? duration
        : Refuse<TimeSpan?>(result, DurationText.Expected + ", above 0");

    // A timer cannot wait for more than 49 days.
    private static TimeSpan? ReadWait(ArgumentResult result) => DurationText.TryParse(Text(result), out var duration) && duration > TimeSpan.Zero && duration <= TimeSpan.FromDays(1)
        ? duration
        : Refuse<TimeSpan?>(result, DurationText.Expected + ", above 0 and at most 24h");

    private static (string? Host, int? Port) ReadListen(ArgumentResult result, string text)
    {
        var end = text.LastIndexOf(':');
        if (end > 0) return (ReadHost(result, ProgramContext.ListenVariable, text[..end].Trim('[', ']')), ReadPort(result, ProgramContext.ListenVariable, text[(end + 1)..]));
        result.AddError($"{ProgramContext.ListenVariable}: must be a host and a port like 0.0.0.0:9090, got '{text}'.");
        return (null, null);
    }

    private static int? ReadPort(ArgumentResult result, string place, string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && ServerConfiguration.PortViolation(port) is null) return port;
        result.AddError($"{place}: must be a port from 0 to 65535, got '{text}'.");
        return null;
    }

    private static string? ReadHost(ArgumentResult result, string place, string text)
    {
        if (ListenHost.Violation(text) is not { } violation) return text;
        result.AddError($"{place}: {violation}.");
        return null;
    }

    private static string Text(ArgumentResult result) => result.Tokens[^1].Value;

    private static T? Refuse<T>(ArgumentResult result, string expected, string suggestion = "")
    {
        result.AddError($"--{((OptionResult)result.Parent!).Option.Name.TrimStart('-')}: must be {expected}, got '{Text(result)}'{(suggestion.Length > 0 ? suggestion : ".")}");
        return default;
    }
}
