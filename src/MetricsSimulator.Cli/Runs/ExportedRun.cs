using System.Collections.Immutable;
using MetricsSimulator.Events;
using MetricsSimulator.Formats.Otlp;
using MetricsSimulator.Model;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Cli.Runs;

/// <summary>A run as one process that exports all metrics but those of a workload, whose processes export by themselves.</summary>
internal static class ExportedRun
{
    /// <summary>The scope of its metrics.</summary>
    public static ExportScope Scope { get; } = new("claude-metrics-simulator", typeof(ExportedRun).Assembly.GetName().Version!.ToString(3));

    /// <summary>The attributes of its resource, which Prometheus turns into the labels that it adds to what it scrapes: <c>job</c> and <c>instance</c>.</summary>
    /// <param name="run">The run.</param>
    /// <param name="port">The port on which the run is served, or would be.</param>
    public static ImmutableArray<EventAttribute> ResourceOf(Run run, int port) =>
        [new EventAttribute("service.name", ScrapeConfiguration.JobName), new EventAttribute("service.instance.id", ScrapeConfiguration.Of(run, port).Target)];

    /// <summary>Whether a model has metrics beside those of a workload.</summary>
    public static bool HasPoints(SimulationModel model) => !model.Metrics.IsEmpty || model.Sources.Any(source => source.Key != WorkloadDefinition.KeyOfWorkload);

    /// <summary>The names of the families that the processes of a workload export.</summary>
    /// <param name="models">The models of the workload.</param>
    public static HashSet<string> NamesOfWorkload(IEnumerable<SimulationModel> models) =>
        models.SelectMany(model => model.Sources).OfType<WorkloadDefinition>().SelectMany(workload => workload.Families).Select(family => family.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>Creates an encoder of its points.</summary>
    /// <param name="run">The run.</param>
    /// <param name="port">The port on which the run is served, or would be.</param>
    /// <param name="isOfWorkload">Whether a name is that of a family of a workload; asked when the layout changes.</param>
    /// <param name="temporality">What values contain.</param>
    /// <param name="isJson">Whether to write JSON.</param>
    public static PointEncoder EncoderOf(Run run, int port, Func<string, bool> isOfWorkload, Temporality temporality, bool isJson) =>
        new(ResourceOf(run, port), Scope, temporality, isJson) { Has = family => !isOfWorkload(family.Name) };
}
