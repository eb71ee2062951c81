using System.Collections.Immutable;
using System.Text.Json;

namespace MetricsSimulator.Cli.Dashboards;

/// <summary>One panel of a board: what it asks, and how it shows the answers.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Description">What a reader should know about it, in a sentence or two.</param>
/// <param name="Unit">The unit of its values.</param>
/// <param name="Queries">What it asks.</param>
internal abstract record Panel(string Title, string Description, PanelUnit Unit, ImmutableArray<PanelQuery> Queries)
{
    /// <summary>Grafana's name for its kind.</summary>
    public abstract string Type { get; }

    /// <summary>How many of the 24 columns it takes.</summary>
    public int Width { get; init; } = 12;

    /// <summary>How many rows it takes; one has 30 pixels.</summary>
    public virtual int Height { get; init; } = 8;

    /// <summary>Where its values begin to be worth a look, ascending.</summary>
    public ImmutableArray<Threshold> Thresholds { get; init; } = [];

    /// <summary>Whether Grafana asks for the answer at the end of the time shown alone, not for a curve.</summary>
    public virtual bool IsInstant => false;

    /// <summary>The form in which Grafana reads the answers.</summary>
    public virtual string Format => "time_series";

    /// <summary>Writes how the values are shown, an object.</summary>
    public abstract void WriteOptions(Utf8JsonWriter json);

    /// <summary>Writes what its kind says of every value, properties of an object.</summary>
    public virtual void WriteFields(Utf8JsonWriter json) => WriteColour(json, Thresholds.IsEmpty ? "palette-classic" : "thresholds");

    /// <summary>Writes what decides the colour.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="mode">Grafana's name for the rule.</param>
    private protected static void WriteColour(Utf8JsonWriter json, string mode)
    {
        json.WriteStartObject("color");
        json.WriteString("mode", mode);
        json.WriteEndObject();
    }

    /// <summary>Writes which of several values a panel with one value shows: the last.</summary>
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

    /// <summary>Writes an object without properties of its own.</summary>
    private protected static void WriteMode(Utf8JsonWriter json, string name, string mode)
    {
        json.WriteStartObject(name);
        json.WriteString("mode", mode);
        json.WriteEndObject();
    }
}
