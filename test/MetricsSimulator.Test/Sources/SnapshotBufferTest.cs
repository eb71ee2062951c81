using MetricsSimulator.Metrics;
using MetricsSimulator.Sources;

namespace MetricsSimulator.Test.Sources;

/// <summary>A buffer of values remembers who is absent in it, and where.</summary>
public sealed class SnapshotBufferTest
{
    [Fact]
    public void Series_that_stay_absent_while_their_place_moves_are_absent_at_the_new_place()
    {
        var owner = new object();
        var buffer = new SnapshotBuffer(4);
        buffer.ShowAbsent(owner, buffer.Values.AsSpan(0, 2));
        buffer.Values.AsSpan().Fill(42);
        buffer.ShowAbsent(owner, buffer.Values.AsSpan(2, 2));
        Assert.Equal([false, false, true, true], buffer.Values.Select(Staleness.IsMarker));
    }

    [Fact]
    public void Series_that_stay_absent_at_their_place_are_not_marked_again()
    {
        var owner = new object();
        var buffer = new SnapshotBuffer(2);
        buffer.ShowAbsent(owner, buffer.Values);
        buffer.Values[0] = 42;
        buffer.ShowAbsent(owner, buffer.Values);
        Assert.Equal(42, buffer.Values[0]);
    }
}
