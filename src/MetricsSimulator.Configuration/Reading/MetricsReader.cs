using System.Collections.Immutable;
using MetricsSimulator.Configuration.Blocks;
using MetricsSimulator.Configuration.Catalogues;
using MetricsSimulator.Configuration.Keys;
using MetricsSimulator.Configuration.Yaml;
using MetricsSimulator.Model;

namespace MetricsSimulator.Configuration.Reading;

/// <summary>Reads all metrics: those of the catalogue with their changes, in its order, and then the file's own. Not thread-safe.</summary>
internal sealed class MetricsReader
{
    private readonly Cursor _at;
    private readonly ImmutableArray<MetricReading> _readings;

    private MetricsReader(Cursor at, ImmutableArray<MetricReading> readings) => (_at, _readings) = (at, readings);

    /// <summary>The metrics that are served; with errors, nothing that can be used.</summary>
    /// <param name="at">The block <c>metrics</c>.</param>
    /// <param name="catalogue">The catalogue that it changes.</param>
    public static ImmutableArray<MetricDefinition> Read(Cursor at, CatalogueName catalogue)
    {
        if (at.Node is not (MapNode or ScalarNode { IsEmpty: true } or ScalarNode { IsNull: true }))
        {
            at.ReportMismatch("a map of names to blocks");
            return [];
        }

        var given = at.Node as MapNode ?? new MapNode(at.Node.Place, []);
        var merged = Merge(Catalogue.MetricsOf(catalogue), given);
        var reader = new MetricsReader(at, [.. merged.Entries.Select(entry => MetricReader.Read(entry.Name, at.Enter(entry)))]);
        reader.CheckTogether();
        return [.. reader._readings.Where(reading => reading is { IsEnabled: true, Definition: not null }).Select(reading => reading.Definition!)];
    }

    /// <summary>The blocks of a file over those of a catalogue.</summary>
    public static MapNode Merge(MapNode lower, MapNode upper)
    {
        var merged = ImmutableArray.CreateBuilder<MapEntry>();
        foreach (var entry in lower.Entries)
        {
            var over = upper.Find(entry.Name);
            if (over is null)
                merged.Add(entry with { IsInherited = true });
            else if (over.Value is ScalarNode { IsEmpty: true } or ScalarNode { IsNull: true })
                merged.Add(over with { Value = MetricKeys.Table.Merge((MapNode)entry.Value, new MapNode(over.Value.Place, [])) });
            else if (over.Value is MapNode block)
                merged.Add(over with { Value = MetricKeys.Table.Merge((MapNode)entry.Value, block) });
            else
                merged.Add(over);
        }

        merged.AddRange(upper.Entries.Where(entry => lower.Find(entry.Name) is null));
        return new MapNode(upper.Place, merged.ToImmutable());
    }

    private void CheckTogether()
    {
        ImmutableArray<MetricDefinition> served = [.. _readings.Where(reading => reading is { IsEnabled: true, Definition: not null }).Select(reading => reading.Definition!)];
        foreach (var (key, parameter, violation) in SimulationModel.Violations(served))
        {
            var reading = _readings.First(reading => reading.Key == key);
            if (parameter == "of" && ReportMissingParent(reading, ((ThinnedCounterDefinition)reading.Definition!).Of)) continue;
            var owner = MetricKeys.Table.Keys.FirstOrDefault(candidate => candidate.Name == parameter);
            if (owner is not null && reading.Keys!.IsGiven(owner)) reading.Keys.CursorOf(owner)!.Report(violation);
            else if (!reading.At.IsInherited) reading.At.ReportKey(violation);
            else reading.At.Errors.Add(PlaceOfCause(reading), $"{reading.At.Path}.{parameter}", violation, "The metric is one of the catalogue; it can be changed or left out (enabled: false).");
        }
    }

    // A metric of the catalogue that the file does not mention is right by itself; what the file says about another made it wrong.
    private Errors.Place PlaceOfCause(MetricReading reading)
    {
        var parent = reading.Definition is ThinnedCounterDefinition thinned ? _readings.FirstOrDefault(other => other.Key == thinned.Of) : null;
        return parent is { At.IsInherited: false } ? parent.At.KeyPlace : _at.KeyPlace;
    }

    /// <summary>Deals with a parent that is left out, or that has errors of its own; false when it is neither.</summary>
    private bool ReportMissingParent(MetricReading reading, string of)
    {
        if (_readings.FirstOrDefault(other => other.Key == of) is not { } parent) return false;
        if (parent.IsEnabled) return parent.Definition is null;
        const string Remedy = "Leave both out, or give the one another 'of'.";
        if (reading.Keys!.IsGiven(MetricKeys.Of)) reading.Keys.CursorOf(MetricKeys.Of)!.Errors.Add(
            reading.Keys.CursorOf(MetricKeys.Of)!.Node.Place, $"{reading.At.Path}.of", $"{reading.Key} counts events of {of}, which is left out (enabled: false)", Remedy);
        else parent.Keys!.CursorOf(MetricKeys.Enabled)!.Errors.Add(
            parent.Keys.CursorOf(MetricKeys.Enabled)!.Node.Place, $"{parent.At.Path}.enabled", $"{of} may not be left out while {reading.Key}, which counts its events, is served", Remedy);
        return true;
    }
}
