using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Simulation;
using Microsoft.Extensions.Time.Testing;

namespace MetricsSimulator.Test.Simulation;

public sealed class LiveSimulatorTest
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly SimulationModel Model = new(
        1, new Timeline(Start, TimeSpan.FromSeconds(10)),
        [new GaugeDefinition("g", "g", "", LabelSpace.Empty, new BrownianDefinition(100, 0, new Volatility(1, TimeSpan.FromSeconds(1))))]);

    [Fact]
    public void Two_scrapes_within_a_tick_see_the_same_and_the_next_tick_something_else()
    {
        var clock = new FakeTimeProvider(Start);
        using var simulator = new LiveSimulator(Model, clock);
        simulator.Start();
        var first = Value(simulator);
        clock.Advance(TimeSpan.FromSeconds(9.999));
        Assert.Equal(first, Value(simulator));
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.NotEqual(first, Value(simulator));
    }

    [Fact]
    public void Every_tick_since_the_start_is_computed_before_the_first_answer()
    {
        var clock = new FakeTimeProvider(Start.AddHours(3));
        using var simulator = new LiveSimulator(Model, clock);
        simulator.Start();
        using var snapshot = simulator.Acquire();
        Assert.Equal(3 * 360, snapshot.Tick);
        Assert.Equal(Reference(3 * 360), snapshot["g"]);
    }

    [Fact]
    public void Ticks_that_nobody_asked_for_are_computed_when_they_come()
    {
        var clock = new FakeTimeProvider(Start);
        using var simulator = new LiveSimulator(Model, clock);
        simulator.Start();
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(Reference(60), Value(simulator));
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_take_the_simulator_back()
    {
        var clock = new SettableClock { Now = Start.AddMinutes(10) };
        using var simulator = new LiveSimulator(Model, clock);
        simulator.Start();
        var before = Value(simulator);
        clock.Now = Start.AddMinutes(5);
        Assert.Equal(before, Value(simulator));
    }

    [Fact]
    public void A_snapshot_that_is_held_does_not_change_while_the_simulator_moves_on()
    {
        var clock = new FakeTimeProvider(Start);
        using var simulator = new LiveSimulator(Model, clock);
        simulator.Start();
        using var held = simulator.Acquire();
        var value = held["g"];
        for (var i = 0; i < 20; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            using var other = simulator.Acquire();
            Assert.Equal(value, held["g"]);
        }
    }

    [Fact]
    public void A_snapshot_may_not_be_read_once_its_lease_has_ended()
    {
        var snapshot = new Simulator(Model).Acquire();
        snapshot.Dispose();
        Assert.Throws<ObjectDisposedException>(() => snapshot["g"]);
    }

    [Fact]
    public void A_computation_of_the_past_that_is_stopped_leaves_a_whole_tick()
    {
        var simulator = new Simulator(Model);
        using var source = new CancellationTokenSource();
        var progress = new StopAt(source, 500);
        Assert.Throws<OperationCanceledException>(() => simulator.AdvanceTo(100_000, progress, source.Token));
        using var snapshot = simulator.Acquire();
        Assert.InRange(snapshot.Tick, 500, 502);
        Assert.Equal(Reference(snapshot.Tick), snapshot["g"]);
    }

    private static double Value(LiveSimulator simulator)
    {
        using var snapshot = simulator.Acquire();
        return snapshot["g"];
    }

    private static double Reference(long tick)
    {
        var simulator = new Simulator(Model);
        simulator.AdvanceTo(tick);
        using var snapshot = simulator.Acquire();
        return snapshot["g"];
    }

    private sealed class StopAt(CancellationTokenSource source, long tick) : IProgress<long>
    {
        public void Report(long value)
        {
            if (value == tick) source.Cancel();
        }
    }

    private sealed class SettableClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new NoTimer();

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
