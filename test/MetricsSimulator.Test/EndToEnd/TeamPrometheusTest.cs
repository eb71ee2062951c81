using MetricsSimulator.Metrics;
using MetricsSimulator.Sessions;
using MetricsSimulator.Telemetry;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary>A real Prometheus over two days of a team answers what follows from the events, under every name that the metrics can have.</summary>
[Trait("needs", "programs")]
[Trait("takes", "seconds")]
public sealed class TeamPrometheusTest
{
    private const long Day = 24 * 3_600_000;

    // Between two scrapes, where windows with and without their beginning hold the same samples.
    private static readonly DateTimeOffset s_noon = TeamHistory.Start + TimeSpan.FromDays(2) + TeamHistory.Interval / 2;
    private static readonly DateTimeOffset s_last = TeamHistory.End - TeamHistory.Interval;

    [Theory]
    [InlineData("profile: collector")]
    [InlineData("profile: collector, expire_after: never")]
    [InlineData("profile: collector, include_session_id: false")]
    [InlineData("profile: collector, namespace: otel")]
    [InlineData("profile: direct")]
    [InlineData("profile: legacy")]
    [InlineData("profile: specification")]
    public async Task The_increase_over_a_day_is_that_of_the_events_but_for_first_values_and_extrapolation(string telemetry)
    {
        await using var team = await TeamHistory.StartAsync(telemetry);
        var truth = team.TruthOf(s_noon - TimeSpan.FromDays(1) - TeamHistory.Interval / 2, s_noon - TeamHistory.Interval / 2);
        Assert.Equal(telemetry.Contains("specification", StringComparison.Ordinal) ? 5 : 8, truth.Count);
        foreach (var (name, units) in truth)
        {
            Assert.True(units > 0, $"{name}: nothing happened in that day");
            var series = team.Run.SeriesOf(name).Select(one => Window.Of(one.Values, team.Run.Times, s_noon.ToUnixTimeMilliseconds() - Day, s_noon.ToUnixTimeMilliseconds())).ToList();
            var (grown, lost) = (series.Sum(one => one.Grown), series.Sum(one => one.Lost));
            var total = units / (double)UnitsPerOne(name);
            // Sums of fewer than 2¹² numbers, each rounded by 2⁻⁵³ of it.
            Assert.Equal(total, grown + lost, Math.ScaleB(total, -40));

            var found = await team.ValueAsync($"sum(increase({name}[1d]))", s_noon);
            // Prometheus compares the distance to zero with the usual distance between samples before or after it halves that, depending on the version.
            var (older, newer) = (series.Sum(one => one.Increase(zeroFirst: true)), series.Sum(one => one.Increase(zeroFirst: false)));
            Assert.True(IsNear(found, older) || IsNear(found, newer), $"{name}: {found}, expected {older} or {newer}");
            Assert.InRange(found, (total - lost) * (1 - 1e-12) - 1e-12, total - lost + series.Sum(one => one.MostExtrapolated) + 1e-12);
        }
    }

    [Fact]
    public async Task The_deltas_of_a_day_add_up_to_the_events()
    {
        await using var team = await TeamHistory.StartAsync("profile: nosuffix");
        var truth = team.TruthOf(s_noon - TimeSpan.FromDays(1) - TeamHistory.Interval / 2, s_noon - TeamHistory.Interval / 2);
        Assert.Equal(8, truth.Count);
        foreach (var (name, units) in truth)
        {
            Assert.True(units > 0, name);
            var total = units / (double)UnitsPerOne(name);
            Assert.Equal(total, await team.ValueAsync($"sum(sum_over_time({name}[1d]))", s_noon), Math.ScaleB(total, -40));
        }
    }

    [Fact]
    public async Task Series_begin_at_1_and_end_when_they_expire_and_there_are_none_of_what_never_happened()
    {
        await using var team = await TeamHistory.StartAsync("profile: collector, expire_after: 5m");
        var (sessions, commits) = (team.NameOf(TelemetryMetric.Sessions), team.NameOf(TelemetryMetric.Commits));
        var started = Starts(team);
        Assert.Equal(started.Count, await team.ValueAsync($"count(min_over_time({sessions}[3d]) == 1)", s_last));
        Assert.Equal(started.Count, await team.ValueAsync($"count(count_over_time({sessions}[3d]))", s_last));

        var all = team.Events.Select(each => each.Session).Distinct().Count();
        var committing = team.Events.Where(each => each.Happened is ToolCompleted { IsCommit: true }).Select(each => each.Session).Distinct().Count();
        Assert.InRange(committing, 1, all - 1);
        Assert.Equal(committing, await team.ValueAsync($"count(count by (session_id) (count_over_time({commits}[3d])))", s_last));

        // Prometheus would show the last sample for five minutes more if no stale marker ended the series.
        var (first, last) = (team.Run.Times[0] / 1000, team.Run.Times[^1] / 1000);
        foreach (var name in new[] { sessions, commits })
        {
            var shown = (await team.Prometheus.RangeAsync(name, first, last, (int)TeamHistory.Interval.TotalSeconds)).Select(times => string.Join(' ', times)).Order(StringComparer.Ordinal);
            var expected = team.Run.SeriesOf(name).Select(series => string.Join(' ', team.Run.Times.Where((_, i) => !Staleness.IsMarker(series.Values[i])).Select(time => time / 1000))).Order(StringComparer.Ordinal);
            Assert.Equal(expected, shown);
        }

        // A session that is started once counts nothing more there.
        var once = team.Run.SeriesOf(sessions).Where(series => series.Values.All(value => Staleness.IsMarker(value) || value == 1)).ToList();
        Assert.NotEmpty(once);
        Assert.All(once, series => Assert.InRange(series.Values.Count(value => !Staleness.IsMarker(value)), 1, TimeSpan.FromMinutes(5) / TeamHistory.Interval));
    }

    [Fact]
    public async Task Series_that_never_expire_stay()
    {
        await using var team = await TeamHistory.StartAsync("profile: collector, expire_after: never");
        var started = Starts(team);
        Assert.Equal(started.Count, await team.ValueAsync($"count({team.NameOf(TelemetryMetric.Sessions)})", s_last));
        Assert.Equal(started.Sum(each => each.Value), await team.ValueAsync($"sum({team.NameOf(TelemetryMetric.Sessions)})", s_last));
    }

    /// <summary>How often each session was started, by the way it was.</summary>
    private static Dictionary<(OpenSession Session, string Type), int> Starts(TeamHistory team) =>
        team.Events.Where(each => each.Happened is SessionStarted && each.Session.Address.Start + each.Happened.Offset < s_last.ToUnixTimeMilliseconds())
            .GroupBy(each => (each.Session, ((SessionStarted)each.Happened).StartType)).ToDictionary(group => group.Key, group => group.Count());

    private static long UnitsPerOne(string name) =>
        name.Contains("cost", StringComparison.Ordinal) ? TokenPrices.UnitsPerDollar : name.Contains("active_time", StringComparison.Ordinal) ? TelemetryMetric.ActiveTime.UnitsPerOne : 1;

    private static bool IsNear(double found, double expected) => Math.Abs(found - expected) <= 1e-12 * Math.Max(1, Math.Abs(expected));

    /// <summary>What a window holds of a counter that never falls.</summary>
    /// <param name="First">Its first value in the window.</param>
    /// <param name="Grown">How much it grows from its first to its last sample in the window.</param>
    /// <param name="Lost">How much it had grown since the beginning of the window when its first sample was taken. No query can know that.</param>
    /// <param name="Count">The number of samples.</param>
    /// <param name="Sampled">The seconds from the first to the last.</param>
    /// <param name="ToBegin">The seconds from the beginning of the window to the first.</param>
    /// <param name="ToEnd">The seconds from the last to the end of the window.</param>
    private sealed record Window(double First, double Grown, double Lost, int Count, double Sampled, double ToBegin, double ToEnd)
    {
        /// <summary>The most that extrapolation adds: on each side 1.1 times the usual distance between samples.</summary>
        public double MostExtrapolated => Count < 2 ? 0 : Grown * 2 * 1.1 / (Count - 1);

        public static Window Of(double[] values, long[] times, long begin, long end)
        {
            var before = 0.0;
            var inside = new List<(long Time, double Value)>();
            for (var i = 0; i < values.Length && times[i] <= end; i++)
            {
                if (Staleness.IsMarker(values[i])) continue;
                if (times[i] <= begin) before = values[i];
                else inside.Add((times[i], values[i]));
            }

            return inside.Count == 0
                ? new Window(0, 0, 0, 0, 0, 0, 0)
                : new Window(
                    inside[0].Value, inside[^1].Value - inside[0].Value, inside[0].Value - before, inside.Count,
                    (inside[^1].Time - inside[0].Time) / 1000.0, (inside[0].Time - begin) / 1000.0, (end - inside[^1].Time) / 1000.0);
        }

        /// <summary>What <c>increase()</c> answers; 0 without two samples. Source: prometheus/prometheus, promql/functions.go, <c>extrapolatedRate</c>.</summary>
        public double Increase(bool zeroFirst)
        {
            if (Count < 2) return 0;
            var between = Sampled / (Count - 1);
            var toZero = Grown > 0 ? Sampled * (First / Grown) : double.PositiveInfinity;
            var toBegin = zeroFirst ? Near(Math.Min(ToBegin, toZero)) : Math.Min(Near(ToBegin), toZero);
            return Grown * ((Sampled + toBegin + Near(ToEnd)) / Sampled);

            double Near(double distance) => distance < between * 1.1 ? distance : between / 2;
        }
    }
}
