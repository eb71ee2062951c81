using System.Collections.Immutable;
using MetricsSimulator.Configuration;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Randomness;
using MetricsSimulator.Runners;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Runners;

/// <summary>Runs of runners, and what they show.</summary>
internal static class RunnerRun
{
    /// <summary>A Monday.</summary>
    public static readonly DateTimeOffset Start = new(2026, 10, 5, 0, 0, 0, TimeSpan.Zero);

    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>The shipped runner.</summary>
    public static RunnersDefinition Shipped { get; } = new();

    /// <summary>Few slots, a long queue and many failures.</summary>
    public static RunnersDefinition Crowded { get; } = new()
    {
        Capacity = 2,
        SessionsPerHour = 12,
        SpawnFailures = .6,
        InitFailures = .2,
        StartHookFailures = .3,
        Stay = new LognormalDistribution(400, .8),
    };

    /// <summary>No session has time for anything.</summary>
    public static RunnersDefinition Hurried { get; } = new()
    {
        Capacity = 100,
        SessionsPerHour = 2000,
        Spawn = new LognormalDistribution(.1, 0),
        Init = new LognormalDistribution(.1, 1),
        Stay = new LognormalDistribution(20, 2),
        Work = new LognormalDistribution(1, 1),
        Wait = new LognormalDistribution(1, 1),
    };

    /// <summary>A model with a runner alone.</summary>
    public static SimulationModel Model(RunnersDefinition runners, ulong seed = 1, TimeSpan? interval = null, double hours = 0) =>
        new(seed, new Timeline(Start.AddHours(hours), interval ?? Interval), [], null, [runners]);

    /// <summary>The shipped configuration.</summary>
    public static SimulationModel ShippedModel(ulong seed = 1)
    {
        var read = ConfigurationReader.ReadFile(Repository.PathOf("config/runners.yaml"));
        Assert.Empty(read.Errors);
        return read.Configuration!.ToModel(seed, Start);
    }

    /// <summary>The value of a family, added up over its label sets; of a histogram its count.</summary>
    public static double Sum(Snapshot snapshot, string name) => ByLabel(snapshot, name).Values.Sum();

    /// <summary>The values of a family by the first label; of a histogram its count.</summary>
    public static Dictionary<string, double> ByLabel(Snapshot snapshot, string name)
    {
        var family = FamilyOf(snapshot, name);
        return family.LabelSets.ToDictionary(
            labelSet => family.Labels.LabelsOf(labelSet.Number).Select(label => label.Value).FirstOrDefault(""),
            labelSet => snapshot.Values[labelSet.Column + family.Buckets.Length], StringComparer.Ordinal);
    }

    /// <summary>The family of a name without its beginning. What an anomaly adds to it is another family.</summary>
    public static MetricFamily FamilyOf(Snapshot snapshot, string name) => snapshot.Layout.Families.First(family => family.Name == "claude_code_self_hosted_" + name);

    /// <summary>Changes of every kind: another rate, fewer slots, other platforms, another scenario, and the first again.</summary>
    public static ImmutableArray<ModelChange> Changes(RunnersDefinition runners, ulong seed = 1, TimeSpan? interval = null)
    {
        var model = Model(runners, seed, interval);
        return
        [
            new ModelChange.Reloaded(1230, Model(runners with { SessionsPerHour = runners.SessionsPerHour / 2, Work = new LognormalDistribution(5, 1) }, seed, interval)),
            new ModelChange.Reloaded(1410, Model(runners with { Capacity = 1, SessionsPerHour = 1 }, seed, interval)),
            new ModelChange.Reloaded(1500, Model(runners with { ClientPlatforms = new(("ios", 1), ("slack", 1), ("web", 1)) }, seed, interval)),
            new ModelChange.Switched(1700, model),
            new ModelChange.Reloaded(1800, model),
        ];
    }
}
