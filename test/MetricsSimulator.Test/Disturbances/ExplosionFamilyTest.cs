using MetricsSimulator.Anomalies;
using MetricsSimulator.Disturbances;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Test.Disturbances;

/// <summary>No series appears twice in a snapshot, whatever labels an explosion finds.</summary>
public sealed class ExplosionFamilyTest
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    public static TheoryData<string, LabelSpace> OwnLabels => new()
    {
        { "listed", new LabelSpace([new LabelDimension("id", ["extra-1", "extra-3", "other"])]) },
        { "generated", new LabelSpace([LabelDimension.Generate("id", 4, "extra-")]) },
        { "generated with a longer prefix", new LabelSpace([LabelDimension.Generate("id", 4, "extra-1")]) },
        { "beside another label", new LabelSpace([new LabelDimension("id", ["extra-0"]), new LabelDimension("zone", ["a", "b"])]) },
    };

    [Theory]
    [MemberData(nameof(OwnLabels))]
    public void An_explosion_shows_as_many_new_series_as_it_says_also_where_the_label_has_values_of_that_name(string what, LabelSpace labels)
    {
        Assert.NotEmpty(what);
        var simulator = new Simulator(ModelOf(labels), journal: [Exploded(1, labels.Dimensions[0].Name, 12)]);
        simulator.AdvanceTo(1);
        using var snapshot = simulator.Acquire();
        Assert.Equal(labels.Count + 12, Shown(snapshot).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(labels.Count + 12, snapshot.SeriesCount);
    }

    [Fact]
    public void An_explosion_on_a_label_that_a_reload_takes_away_shows_nothing()
    {
        var before = ModelOf(new LabelSpace([new LabelDimension("model", ["a", "b"]), new LabelDimension("type", ["x"])]));
        var after = ModelOf(new LabelSpace([new LabelDimension("type", ["x"])]));
        var simulator = new Simulator(before, journal: [Exploded(1, "model", 3), new ModelChange.Reloaded(3, after)]);
        simulator.AdvanceTo(2);
        using (var snapshot = simulator.Acquire()) Assert.Equal(2 + 3, snapshot.SeriesCount);
        simulator.AdvanceTo(3);
        using (var snapshot = simulator.Acquire()) Assert.Equal(["""{type="x"}"""], Shown(snapshot));
    }

    [Fact]
    public void Values_that_the_label_has_not_got_are_numbered_from_0()
    {
        var labels = new LabelSpace([new LabelDimension("id", ["a"])]);
        var exploded = new ExplosionFamily("g", "id", 3).LabelsOf(ModelOf(labels).Metrics[0]);
        Assert.Equal(LabelDimension.Generate("id", 3, "extra-"), exploded.Dimensions[0]);
    }

    private static SimulationModel ModelOf(LabelSpace labels) => new(
        1, new Timeline(DateTimeOffset.UnixEpoch, Interval), [new GaugeDefinition("g", "g", "", labels, new ConstantDefinition(100))]);

    private static ModelChange.Injected Exploded(long tick, string label, double magnitude) =>
        new(tick, "i1", new AnomalyDefinition(AnomalyKinds.Find("cardinality_explosion")!, "g", TimeSpan.FromHours(1), magnitude: magnitude, label: label));

    private static IEnumerable<string> Shown(Snapshot snapshot)
    {
        foreach (var family in snapshot.Layout.Families)
            for (var i = 0; i < family.Range.Count; i++)
                if (!Staleness.IsMarker(snapshot.ValuesOf(family)[i])) yield return family.Labels.Format(family.Range.First + i);
    }
}
