using System.Collections.Immutable;
using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Commands;

/// <summary>
/// What is run: a configuration with everything that the command line puts before it, and a seed and a start where nothing gives them.
/// Immutable and thread-safe.
/// </summary>
/// <param name="Configuration">The configuration.</param>
/// <param name="Model">The model, with its seed and start.</param>
/// <param name="Labels">The labels that every series has after its own.</param>
internal sealed record Run(SimulatorConfiguration Configuration, SimulationModel Model, ImmutableArray<LabelDimension> Labels)
{
    /// <summary>Reads the configuration and joins it with the options. What is wrong is told, and then there is no run.</summary>
    /// <param name="context">The outside world.</param>
    /// <param name="config">The configuration file; null for none.</param>
    /// <param name="seed">The seed of the command line; null for none.</param>
    /// <param name="start">The start of the command line; null for none.</param>
    /// <param name="defaultStart">Where the paths begin when nothing says so.</param>
    /// <param name="latestStart">The last instant at which they may begin; null when any will do.</param>
    /// <param name="labels">The labels that every series has after its own.</param>
    public static Run? Create(
        ProgramContext context, string? config, ulong? seed, DateTimeOffset? start, Func<SimulatorConfiguration, DateTimeOffset> defaultStart,
        DateTimeOffset? latestStart, ImmutableArray<LabelDimension> labels)
    {
        var read = config is null ? new ConfigurationResult(ConfigurationReader.BuiltIn, []) : ConfigurationReader.ReadFile(config);
        if (read.Configuration is not { } configuration)
        {
            context.Error.Write(ErrorReport.Format(read.Errors, "nothing was started"));
            return null;
        }

        var begin = start ?? configuration.Start ?? defaultStart(configuration);
        var violation = Timeline.StartViolation(begin)
            ?? (begin > latestStart ? $"must not lie in the future (now is {InstantText.Format(latestStart.Value)}), got {InstantText.Format(begin)}" : null);
        if (violation is not null)
        {
            var place = start is null && configuration.Places.TryGetValue("start", out var found) ? $"{found}: start" : "--start";
            context.Error.WriteLine($"{place}: {violation}.");
            return null;
        }

        foreach (var metric in configuration.Metrics)
        {
            var taken = labels.FirstOrDefault(label => metric.Labels.Dimensions.Any(dimension => dimension.Name == label.Name));
            if (taken is null) continue;
            context.Error.WriteLine($"--label: the label '{taken.Name}' belongs to the metric {metric.Key}; choose another name.");
            return null;
        }

        return new Run(configuration, configuration.ToModel(seed ?? configuration.Seed ?? DrawSeed(), begin), labels);
    }

    // Not the cryptographic generator: it loads OpenSSL, which a static executable cannot.
#pragma warning disable RS0030 // The composition root is where chance comes in.
    private static ulong DrawSeed() => (ulong)Random.Shared.Next();
#pragma warning restore RS0030
}
