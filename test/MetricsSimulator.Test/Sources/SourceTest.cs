using System.Runtime.CompilerServices;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Events;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Laws;
using Microsoft.Extensions.Time.Testing;

namespace MetricsSimulator.Test.Sources;

/// <summary>A run holds a source of several families whose series are born and end, and delivers its events.</summary>
public sealed class SourceTest
{
    private const int Ticks = 300;

    [Fact]
    public void Events_of_every_tick_are_delivered_whether_it_is_looked_at_or_not()
    {
        var (batches, _) = Run(ModelWithTickets(), lookEvery: 1);
        Assert.Equal(Enumerable.Range(1, Ticks).Select(tick => (long)tick), batches.Select(batch => batch.Tick));
        Assert.Equal(batches, Run(ModelWithTickets(), lookEvery: Ticks).Batches, Same);
    }

    [Fact]
    public void Events_lie_in_the_tick_that_their_batch_ends()
    {
        var model = ModelWithTickets();
        var (batches, _) = Run(model, lookEvery: Ticks);
        Assert.NotEmpty(batches.SelectMany(batch => batch.Events));
        foreach (var batch in batches)
        {
            foreach (var happened in batch.Events)
                Assert.InRange(happened.Instant, model.Timeline.InstantOf(batch.Tick - 1), model.Timeline.InstantOf(batch.Tick).AddTicks(-1));
        }
    }

    [Fact]
    public void What_is_shown_is_the_fold_of_what_happened()
    {
        var open = new Dictionary<object, int>();
        var closed = 0;
        var simulator = new Simulator(ModelWithTickets(), deliver: Fold);
        for (var tick = 1; tick <= Ticks; tick++)
        {
            simulator.AdvanceTo(tick);
            using var snapshot = simulator.Acquire();
            Assert.Equal(open.Count, snapshot[TicketDefinition.Open]);
            var comments = snapshot.Layout.Families.Single(family => family.Name == TicketDefinition.Comments);
            Assert.Equal(
                open.OrderBy(ticket => ticket.Key).Select(ticket => ($"t-{ticket.Key}", (double)ticket.Value)),
                comments.LabelSets.Select(labelSet => (comments.Labels.LabelsOf(labelSet.Number).First().Value, snapshot.Values[labelSet.Column])).ToArray());
            var waits = snapshot.Layout.Families.Single(family => family.Name == TicketDefinition.Waits);
            Assert.Equal(closed, waits.LabelSets.Sum(labelSet => snapshot.Values[labelSet.Column + 2]));
        }

        Assert.True(closed > 20);

        void Fold(EventBatch batch)
        {
            foreach (var happened in batch.Events)
            {
                var ticket = happened.Attributes[0].Value!;
                if (happened.Name == "ticket_opened") open.Add(ticket, 0);
                if (happened.Name == "ticket_commented") open[ticket]++;
                if (happened.Name == "ticket_closed" && open.Remove(ticket)) closed++;
            }
        }
    }

    [Fact]
    public void A_layout_is_another_only_at_ticks_at_which_a_series_is_born_or_ends()
    {
        var (batches, layouts) = Run(ModelWithTickets(), lookEvery: 1);
        for (var i = 1; i < Ticks; i++)
        {
            var isOther = batches[i].Events.Any(happened => happened.Name is "ticket_opened" or "ticket_closed");
            Assert.Equal(isOther, !ReferenceEquals(layouts[i], layouts[i - 1]));
        }
    }

    [Fact]
    public void A_run_goes_on_from_a_checkpoint_with_the_same_samples_numbers_and_events()
    {
        var model = ModelWithTickets();
        var batches = new List<EventBatch>();
        var whole = new Simulator(model, deliver: batches.Add);
        whole.AdvanceTo(100);
        var checkpoint = whole.Keep();
        var again = new List<EventBatch>();
        var resumed = new Simulator(model, from: checkpoint, deliver: again.Add);
        for (var tick = 101; tick <= Ticks; tick++)
        {
            whole.AdvanceTo(tick);
            resumed.AdvanceTo(tick);
            using var one = whole.Acquire();
            using var other = resumed.Acquire();
            Assert.Equal(Described(one), Described(other));
        }

        Assert.Equal(batches.Skip(100), again, Same);
    }

    [Fact]
    public void A_number_belongs_to_one_series_and_its_birth_is_the_tick_at_which_it_was_first_shown()
    {
        var simulator = new Simulator(ModelWithTickets());
        var seen = new Dictionary<long, (string Series, long Tick)>();
        for (var tick = 0; tick <= Ticks; tick++)
        {
            simulator.AdvanceTo(tick);
            using var snapshot = simulator.Acquire();
            foreach (var (number, series, _) in Described(snapshot))
            {
                if (!seen.TryAdd(number, (series, tick))) Assert.Equal(seen[number].Series, series);
                Assert.Equal(seen[number].Tick, snapshot.Layout.Registry!.BirthOf(number));
            }
        }

        Assert.Equal(seen.Count, seen.Values.DistinctBy(birth => birth.Series).Count());
        Assert.True(seen.Count > 60);
    }

    [Fact]
    public void A_series_goes_on_under_its_number_when_the_model_is_reloaded()
    {
        var model = ModelWithTickets();
        var other = new SimulationModel(model.Seed, model.Timeline, [model.Metrics[1]], null, [new TicketDefinition(240)]);
        var simulator = new Simulator(model);
        simulator.AdvanceTo(50);
        using var before = simulator.Acquire();
        simulator.Add(new ModelChange.Reloaded(51, other));
        simulator.AdvanceTo(51);
        using var after = simulator.Acquire();
        var numbers = Described(before).ToDictionary(series => series.Series, series => series.Number);
        var kept = Described(after).Where(series => numbers.ContainsKey(series.Series)).ToArray();
        Assert.True(kept.Length > 3);
        Assert.All(kept, series => Assert.Equal(numbers[series.Series], series.Number));
        Assert.All(Described(after).Except(kept), series => Assert.True(series.Number > numbers.Values.Max()));
    }

    [Fact]
    public void What_was_counted_goes_on_when_another_scenario_begins_and_the_rest_begins_anew()
    {
        var model = ModelWithTickets();
        var simulator = new Simulator(model);
        simulator.AdvanceTo(99);
        using var before = simulator.Acquire();
        simulator.Add(new ModelChange.Switched(100, model));
        simulator.AdvanceTo(100);
        using var after = simulator.Acquire();
        Assert.NotEqual(0, before[TicketDefinition.Open]);
        Assert.Equal(0, after[TicketDefinition.Open]);
        Assert.True(ClosedIn(before) > 0);
        Assert.InRange(ClosedIn(after), ClosedIn(before), ClosedIn(before) + before[TicketDefinition.Open]);

        static double ClosedIn(Snapshot snapshot)
        {
            var waits = snapshot.Layout.Families.Single(family => family.Name == TicketDefinition.Waits);
            return waits.LabelSets.Sum(labelSet => snapshot.Values[labelSet.Column + 2]);
        }
    }

    [Fact]
    public void A_source_knows_which_anomalies_are_active_also_those_that_are_injected_and_ended()
    {
        var outage = new AnomalyDefinition(AnomalyKinds.All.Single(kind => kind.Name == "outage"), null, TimeSpan.FromHours(1));
        var batches = new List<EventBatch>();
        var simulator = new Simulator(
            ModelWithTickets(), journal: [new ModelChange.Injected(100, "i1", outage), new ModelChange.Ended(150, "i1")], deliver: batches.Add);
        simulator.AdvanceTo(Ticks);
        // What happens from tick 100 on is in the batch of tick 101.
        Assert.DoesNotContain(batches, batch => batch.Tick is > 100 and <= 150 && !batch.Events.IsEmpty);
        Assert.Contains(batches, batch => batch.Tick <= 100 && !batch.Events.IsEmpty);
        Assert.Contains(batches, batch => batch.Tick > 150 && !batch.Events.IsEmpty);
    }

    [Fact]
    public void A_list_in_which_a_label_set_stands_twice_is_refused()
    {
        var registry = new SeriesRegistry();
        LabelSet one = new([new("a", "1"), new("b", "2")]);
        LabelSet same = new([new("b", "2"), new("a", "1")]);
        MetricFamily Family(params LabelSet[] labelSets) => new("m", "", MetricType.Gauge, new LabelList([.. labelSets]), [], 0);
        Assert.Contains("appears twice", Assert.Throws<InvalidOperationException>(() => registry.NumbersOf(Family(one, same), 0)).Message, StringComparison.Ordinal);
        var before = Family(one).Placed(0, registry.NumbersOf(Family(one), 0));
        Assert.Throws<InvalidOperationException>(() => registry.NumbersOf(Family(one, same), before, 1));
    }

    [Fact]
    public void A_label_set_keeps_its_number_wherever_it_moves_in_a_list()
    {
        var registry = new SeriesRegistry();
        LabelSet[] sets = [.. Enumerable.Range(0, 4).Select(i => new LabelSet([new("v", $"{i}")]))];
        MetricFamily Family(params LabelSet[] labelSets) => new("m", "", MetricType.Gauge, new LabelList([.. labelSets]), [], 0);
        var before = Family(sets[0], sets[1], sets[2]).Placed(0, registry.NumbersOf(Family(sets[0], sets[1], sets[2]), 0));
        var numbers = registry.NumbersOf(Family(sets[3], sets[2], sets[0]), before, 1);
        Assert.Equal([3, 2, 0], Enumerable.Range(0, 3).Select(i => numbers[i]));
    }

    [Fact]
    public void Series_that_have_ended_are_forgotten_when_nobody_shows_them()
    {
        var simulator = new Simulator(ModelWithTickets());
        var first = FirstTicket(simulator);
        simulator.AdvanceTo(2000);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(first.IsAlive);
        GC.KeepAlive(simulator);
    }

    [Fact]
    public void A_source_that_grows_leaves_no_arrays_behind_that_are_too_small()
    {
        var model = ModelWithTickets();
        var ticketATick = TimeSpan.FromHours(1) / model.Timeline.UpdateInterval;
        var simulator = new Simulator(new SimulationModel(model.Seed, model.Timeline, [], null, [new TicketDefinition(ticketATick, Closing: 0)]));
        for (var tick = 1; tick <= Ticks; tick++) simulator.AdvanceTo(tick);
        Assert.Equal(Ticks + 1, simulator.Layout.ValueCount);
        Assert.Equal(1, simulator.BufferCount);
    }

    [Fact]
    public void A_live_run_delivers_the_events_of_ticks_that_nobody_asked_for()
    {
        var model = ModelWithTickets();
        var clock = new FakeTimeProvider(model.Timeline.Start);
        var batches = new List<EventBatch>();
        using var live = new LiveSimulator(model, clock, deliver: batches.Add);
        live.Start();
        clock.Advance(model.Timeline.UpdateInterval * Ticks);
        live.Acquire().Dispose();
        Assert.Equal(Run(model, lookEvery: Ticks).Batches, batches, Same);
    }

    [Fact]
    public void A_source_moves_no_sample_of_a_metric_and_no_metric_a_sample_of_it()
    {
        var model = ModelWithTickets();
        var alone = new SimulationModel(model.Seed, model.Timeline, [], null, model.Sources);
        var without = new SimulationModel(model.Seed, model.Timeline, model.Metrics, model.Scenario);
        var parts = SeriesOf(alone).Concat(SeriesOf(without)).Order(StringComparer.Ordinal);
        Assert.Equal(SeriesOf(model).Order(StringComparer.Ordinal), parts);
    }

    [Fact]
    public void A_name_that_a_metric_has_already_is_refused()
    {
        var model = ModelWithTickets();
        var broken = Assert.Throws<ArgumentException>(() => new SimulationModel(1, model.Timeline, [], null, [new TicketDefinition(), new TicketDefinition(1)]));
        Assert.Contains("the name 'tickets_open' is taken by tickets", string.Join(' ', SimulationModel.Violations([], [new TicketDefinition(), new TicketDefinition(1)]).Select(v => v.Violation)), StringComparison.Ordinal);
        Assert.Contains("tickets", broken.Message, StringComparison.Ordinal);
    }

    /// <summary>The metrics of a scenario and, behind them, tickets.</summary>
    internal static SimulationModel ModelWithTickets()
    {
        var model = ShippedModels.OfScenario("normal");
        return new SimulationModel(model.Seed, model.Timeline, model.Metrics, model.Scenario, [new TicketDefinition()]);
    }

    private static (List<EventBatch> Batches, List<Layout> Layouts) Run(SimulationModel model, int lookEvery)
    {
        var batches = new List<EventBatch>();
        var layouts = new List<Layout>();
        var simulator = new Simulator(model, deliver: batches.Add);
        for (var tick = lookEvery; tick <= Ticks; tick += lookEvery)
        {
            simulator.AdvanceTo(tick);
            layouts.Add(simulator.Layout);
        }

        return (batches, layouts);
    }

    private static bool Same(EventBatch one, EventBatch other) => one.Tick == other.Tick && one.Events.SequenceEqual(other.Events);

    private static List<(long Number, string Series, long Bits)> Described(Snapshot snapshot)
    {
        var described = new List<(long, string, long)>();
        foreach (var family in snapshot.Layout.Families)
        {
            foreach (var labelSet in family.LabelSets)
            {
                for (var s = 0; s < family.Series.Length; s++)
                {
                    var series = family.Series[s];
                    described.Add((
                        family.Numbers[((labelSet.Number - family.Range.First) * family.Series.Length) + s],
                        $"{family.Name}{series.Suffix}{family.Labels.Format(labelSet.Number)}{series.Label}",
                        BitConverter.DoubleToInt64Bits(snapshot.Values[labelSet.Column + series.Value])));
                }
            }
        }

        return described;
    }

    private static List<string> SeriesOf(SimulationModel model)
    {
        var simulator = new Simulator(model);
        simulator.AdvanceTo(Ticks);
        using var snapshot = simulator.Acquire();
        return [.. Described(snapshot).Select(series => $"{series.Series} {series.Bits}")];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference FirstTicket(Simulator simulator)
    {
        LabelList list;
        do
        {
            simulator.AdvanceTo(simulator.Tick + 1);
            list = (LabelList)simulator.Layout.Families.Single(family => family.Name == TicketDefinition.Comments).Labels;
        }
        while (list.Count == 0);
        return new WeakReference(list.LabelSets[0]);
    }
}
