using System.Collections.Immutable;
using System.Text.Json;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>One panel of a board: its queries, and how it shows the answers.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Description">Information for its reader, in a sentence or two.</param>
/// <param name="Unit">The unit of its values.</param>
/// <param name="Queries">Its queries.</param>
internal abstract record Panel(string Title, string Description, PanelUnit Unit, ImmutableArray<PanelQuery> Queries)
{
    /// <summary>Grafana's name for its kind.</summary>
    public abstract string Type { get; }

    /// <summary>Its width, in columns of 24.</summary>
    public int Width { get; init; } = 12;

    /// <summary>Its height, in rows of 30 pixels.</summary>
    public virtual int Height { get; init; } = 8;

    /// <summary>The values from which on its colour changes, ascending.</summary>
    public ImmutableArray<Threshold> Thresholds { get; init; } = [];

    /// <summary>The least time between two points of its curves; zero if the time range alone decides.</summary>
    public TimeSpan MinimumStep { get; init; }

    /// <summary>Whether Grafana asks only for the answer at the end of the time range, and not for a curve.</summary>
    public virtual bool IsInstant => false;

    /// <summary>The form in which Grafana reads the answers.</summary>
    public virtual string Format => "time_series";

    /// <summary>Writes the options of its type, an object.</summary>
    public abstract void WriteOptions(Utf8JsonWriter json);

    /// <summary>Writes the settings of its values, properties of an object.</summary>
    public virtual void WriteFields(Utf8JsonWriter json) => WriteColour(json, Thresholds.IsEmpty ? "palette-classic" : "thresholds");

    /// <summary>Writes the rule for the colour.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="mode">Grafana's name for the rule.</param>
    private protected static void WriteColour(Utf8JsonWriter json, string mode)
    {
        json.WriteStartObject("color");
        json.WriteString("mode", mode);
        json.WriteEndObject();
    }

    /// <summary>Writes that a panel with one value shows the last one.</summary>
    private protected static void WriteReduction(Utf8JsonWriter json)
    {
        json.WriteStartObject("reduceOptions");
        json.WriteStartArray("calcs");
        json.WriteStringValue("lastNotNull");
        json.WriteEndArray();
        json.WriteString("fields", "");
        json.WriteBoolean("values", false);
        json.WriteEndObject();
    }

    /// <summary>Writes an object with only a mode.</summary>
    private protected static void WriteMode(Utf8JsonWriter json, string name, string mode)
    {
        json.WriteStartObject(name);
        json.WriteString("mode", mode);
        json.WriteEndObject();
    }
}
