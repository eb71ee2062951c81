using System.Collections.Immutable;
using System.Text.Json;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Runs;

/// <summary>Writes the lines of a journal.</summary>
internal static class JournalWriter
{
    /// <summary>The version of the written lines. In version 1, a line that injects has the <c>id</c> outside the anomaly. Before
    /// version 3, a level that a scenario does not give is 0.</summary>
    public const int Version = 3;

    /// <summary>The first line, which describes the run.</summary>
    public static string Beginning(Run run) => JsonText.Of(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteNumber("seed", run.Model.Seed);
        json.WriteString("start", InstantText.Format(run.Model.Timeline.Start));
        json.WriteString("update_interval", DurationText.Format(run.Model.Timeline.UpdateInterval));
        json.WritePropertyName("labels");
        WriteLabels(json, run.Labels);
        WriteTexts(json, run);
        json.WriteEndObject();
    });

    /// <summary>Writes labels as an object of texts.</summary>
    public static void WriteLabels(Utf8JsonWriter json, ImmutableArray<LabelDimension> labels)
    {
        json.WriteStartObject();
        foreach (var label in labels) json.WriteString(label.Name, label.Value(0));
        json.WriteEndObject();
    }

    /// <summary>The line of a change.</summary>
    /// <param name="change">The change.</param>
    /// <param name="run">The run after the change.</param>
    /// <param name="injected">The anomaly that it injects; null for other changes.</param>
    /// <param name="name">The name of that anomaly's metric in Prometheus; null if it acts on none.</param>
    public static string Line(ModelChange change, Run run, Anomaly? injected = null, string? name = null) => JsonText.Of(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("tick", change.Tick);
        json.WriteString("at", InstantText.Format(run.Model.Timeline.InstantOf(change.Tick)));
        switch (change)
        {
            case ModelChange.Injected:
                json.WriteString("change", "inject");
                json.WritePropertyName("anomaly");
                AnomalyRecord.Write(json, new RecordedAnomaly(injected!, name));
                break;
            case ModelChange.Ended ended:
                json.WriteString("change", "end");
                json.WriteString("id", ended.Id);
                break;
            default:
                json.WriteString("change", change is ModelChange.Switched ? "scenario" : "reload");
                WriteTexts(json, run);
                break;
        }

        json.WriteEndObject();
    });

    // Changes are the same for all shards, so any shard can replay a journal. The configuration is written out in full, so that a later catalogue changes nothing, and without the scenario, which is written beside it.
    private static void WriteTexts(Utf8JsonWriter json, Run run)
    {
        json.WriteString("configuration", (run with { Played = null }).Plain.ToYaml());
        json.WriteString("scenario_name", run.Scenario?.Name);
        json.WriteString("scenario", run.Scenario?.Text);
    }
}
