using System.Globalization;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Events;
using MetricsSimulator.Metrics;
using MetricsSimulator.Simulation;
using MetricsSimulator.Telemetry;

namespace MetricsSimulator.Test.Telemetry;

/// <summary>Anomalies of the way change what is shown, and never what happens.</summary>
[Trait("takes", "seconds")]
public sealed class ViewFaultsTest
{
    private const int Ticks = 3 * 360;
    private static readonly TimeSpan Begin = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Length = TimeSpan.FromHours(2);

    public static TheoryData<string> Kinds { get; } = [.. FaultyTeam.Kinds.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_events_are_the_same_and_what_is_shown_is_not(string kind)
    {
        var telemetry = FaultyTeam.TelemetryFor(kind);
        var (events, cleanEvents) = (new List<SimulatedEvent>(), new List<SimulatedEvent>());
        var run = new Simulator(FaultyTeam.Model(telemetry, FaultyTeam.Fault(kind, Begin, Length)), deliver: batch => events.AddRange(batch.Events));
        var clean = new Simulator(FaultyTeam.Model(telemetry), deliver: batch => cleanEvents.AddRange(batch.Events));
        var differs = 0;
        for (var tick = 1; tick <= Ticks; tick++)
        {
            run.AdvanceTo(tick);
            clean.AdvanceTo(tick);
            using var snapshot = run.Acquire();
            using var cleanSnapshot = clean.Acquire();
            var isSame = FaultyTeam.AreSame(FaultyTeam.Shown(snapshot, telemetry), FaultyTeam.Shown(cleanSnapshot, telemetry));
            // What is counted before the window is shown at its beginning, but for a value that is set.
            Assert.True(isSame || tick > Begin / FaultyTeam.Interval || (kind == "set" && tick == Begin / FaultyTeam.Interval), $"tick {tick}");
            if (!isSame) differs++;
        }

        Assert.Equal(cleanEvents.Select(Text), events.Select(Text));
        Assert.True(cleanEvents.Count > 1000);
        Assert.True(differs > 100, $"{differs} ticks differ");

        static string Text(SimulatedEvent happened) => $"{happened.Name} {happened.Instant:O} {string.Join(' ', happened.Attributes.Select(attribute => $"{attribute.Name}={attribute.Value}"))}";
    }

    [Theory]
    [InlineData("missing_metrics", "{__name__=~\".*(cost|commit).*\"}", null)]
    [InlineData("missing_attribute", "", "query_source")]
    [InlineData("missing_attribute", "{__name__=~\".*token.*\"}", "type")]
    [InlineData("attribute_rename", "", null)]
    [InlineData("attribute_step", "", null)]
    [InlineData("double_count", "", null)]
    [InlineData("lost_last_export", "", null)]
    [InlineData("port_conflict", "", null)]
    public void What_processes_export_is_what_is_shown(string kind, string matchers, string? label)
    {
        var telemetry = FaultyTeam.TelemetryFor(kind);
        var (delta, sums) = (new ExportOptions(), new Dictionary<string, double>(StringComparer.Ordinal));
        var run = new Simulator(FaultyTeam.Model(telemetry, FaultyTeam.Fault(kind, Begin, Length, matchers, label: label)), deliver: batch =>
        {
            foreach (var export in batch.FindExports(delta).Metrics)
                foreach (var sum in export.Sums)
                    foreach (var point in sum.Points)
                    {
                        var key = FaultyTeam.KeyOf(sum.Name, point.Attributes);
                        sums[key] = sums.GetValueOrDefault(key) + point.Value;
                    }
        });
        run.AdvanceTo(Ticks);
        using var snapshot = run.Acquire();
        var settled = 0;
        var shown = FaultyTeam.Shown(snapshot, telemetry);
        foreach (var (series, value) in shown)
        {
            // Sessions that are open may have counted something since their last export.
            var exported = sums.GetValueOrDefault(series);
            Assert.True(exported <= value * (1 + 1e-9), series);
            if (Math.Abs(exported - value) <= 1e-9 * value) settled++;
        }

        Assert.True(settled > 500, $"{settled} series");
        Assert.All(sums.Keys, series => Assert.True(shown.ContainsKey(series), series));
    }

    [Theory]
    [InlineData("missing_metrics", "{__name__=~\".*cost.*\"}", null, "claude_code.cost.usage", 0)]
    [InlineData("double_count", "", null, "claude_code.cost.usage", 2)]
    [InlineData("double_count", "{__name__=~\".*cost.*\"}", null, "claude_code.token.usage", 1)]
    [InlineData("missing_attribute", "", null, "claude_code.cost.usage", 1)]
    [InlineData("attribute_rename", "", null, "claude_code.token.usage", 1)]
    [InlineData("attribute_step", "", null, "claude_code.token.usage", 1)]
    public void The_total_of_a_metric_is_a_known_multiple_of_the_true_one(string kind, string matchers, string? label, string metric, double factor)
    {
        var run = new Simulator(FaultyTeam.Model(FaultyTeam.Telemetry, FaultyTeam.Fault(kind, TimeSpan.Zero, Length, matchers, label: label)));
        var clean = new Simulator(FaultyTeam.Model(FaultyTeam.Telemetry));
        var (total, truth) = (Total(run), Total(clean));
        Assert.True(truth > 10);
        Assert.Equal(factor * truth, total, 1e-9 * truth);

        double Total(Simulator simulator)
        {
            simulator.AdvanceTo((long)(Length / FaultyTeam.Interval));
            using var snapshot = simulator.Acquire();
            return FaultyTeam.Shown(snapshot, FaultyTeam.Telemetry).Where(each => each.Key.StartsWith(metric, StringComparison.Ordinal)).Sum(each => each.Value);
        }
    }

    [Theory]
    [InlineData("query_source", false)]
    [InlineData("model", false)]
    [InlineData("type", true)]
    public void A_missing_attribute_is_on_no_series_that_begins(string label, bool isOfTokensAlone)
    {
        var telemetry = FaultyTeam.Telemetry;
        var run = new Simulator(FaultyTeam.Model(telemetry, FaultyTeam.Fault("missing_attribute", TimeSpan.Zero, Length, isOfTokensAlone ? "{__name__=~\".*token.*\"}" : "", label: label)));
        run.AdvanceTo(Ticks / 3);
        using var snapshot = run.Acquire();
        var shown = FaultyTeam.Shown(snapshot, telemetry).Keys.Where(series => !isOfTokensAlone || series.StartsWith("claude_code.token", StringComparison.Ordinal)).ToList();
        Assert.True(shown.Count > 100);
        Assert.DoesNotContain(shown, series => series.Contains($" {label}=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(NameStyle.Specification, "missing_metrics", "missing_metrics acts on the metrics of Claude Code, and the profile specification has others")]
    [InlineData(NameStyle.Direct, "delta_restart", "delta_restart happens in a collector that keeps counters: it needs the profile collector or legacy")]
    [InlineData(NameStyle.NoSuffix, "two_writers", "two_writers happens in a collector that keeps counters: it needs the profile collector or legacy")]
    [InlineData(NameStyle.Collector, "port_conflict", "port_conflict happens in the exporter of Claude Code itself: it needs the profile direct")]
    [InlineData(NameStyle.NoSuffix, "late_series", "late_series acts on counters, and the profile nosuffix has deltas")]
    public void A_profile_that_lacks_what_an_anomaly_needs_refuses_it(NameStyle style, string kind, string violation)
    {
        var model = FaultyTeam.Model(FaultyTeam.Telemetry with { Profile = new NameProfile(style) });
        Assert.Equal(("kind", violation), model.Sources[0].Violation(new AnomalyDefinition(AnomalyKinds.Find(kind)!, null, Length)));
    }

    [Theory]
    [InlineData(NameStyle.Specification, "set acts on the metrics of Claude Code, and the profile specification has others")]
    [InlineData(NameStyle.NoSuffix, "set acts on counters, and the profile nosuffix has deltas")]
    public void A_value_can_be_set_only_where_it_would_stay(NameStyle style, string violation) => A_profile_that_lacks_what_an_anomaly_needs_refuses_it(style, "set", violation);

    [Theory]
    [InlineData(0, "")]
    [InlineData(100, "")]
    [InlineData(2.5, "{__name__=~\".*cost.*\"}")]
    [InlineData(1e12, "{developer=~\"dev-[1-6]\"}")]
    public void A_series_that_is_set_shows_that_value_and_then_its_own_again_and_each_fall_is_told(double value, string matchers)
    {
        var telemetry = FaultyTeam.Telemetry with { ExpireAfter = TimeSpan.FromMinutes(5) };
        Assert.True(LabelMatchers.TryParse(matchers, out var selected, out _));
        var told = new List<string>();
        var run = new Simulator(
            FaultyTeam.Model(telemetry, FaultyTeam.Fault("set", Begin, Length, matchers, value)),
            deliver: batch => told.AddRange(batch.FindFalls().Select(fall => $"{batch.Tick} {fall.Anomaly} {fall.From} {fall.To}")));
        var clean = new Simulator(FaultyTeam.Model(telemetry));
        var (last, falls, set) = (new Dictionary<string, double>(StringComparer.Ordinal), new List<string>(), 0);
        for (var tick = 1; tick <= Ticks; tick++)
        {
            run.AdvanceTo(tick);
            clean.AdvanceTo(tick);
            using var snapshot = run.Acquire();
            using var cleanSnapshot = clean.Acquire();
            var (shown, own) = (FaultyTeam.Shown(snapshot, telemetry), FaultyTeam.Shown(cleanSnapshot, telemetry));
            Assert.Equal(own.Keys.Order(StringComparer.Ordinal), shown.Keys.Order(StringComparer.Ordinal));
            foreach (var (series, seen) in shown)
            {
                var isSet = tick >= Begin / FaultyTeam.Interval && tick < (Begin + Length) / FaultyTeam.Interval && IsSelected(series);
                Assert.Equal(isSet ? value : own[series], seen);
                if (isSet) set++;
                if (seen < last.GetValueOrDefault(series)) falls.Add($"{tick} set-1-{Begin / FaultyTeam.Interval} {last[series]} {seen}");
                last[series] = seen;
            }
        }

        Assert.Equal(falls.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
        Assert.True(set > 1000 && falls.Count > (value < 1e12 ? 10 : 0), $"{set} values and {falls.Count} falls");

        bool IsSelected(string series) => matchers.Length == 0 || (matchers.Contains("cost", StringComparison.Ordinal) ? series.StartsWith("claude_code.cost", StringComparison.Ordinal) : Enumerable.Range(1, 6).Any(number => series.Contains($"=dev-{number}@", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_two_writers_lack_is_told_and_they_have_no_magnitude()
    {
        var fault = FaultyTeam.Fault("two_writers", TimeSpan.Zero, Length);
        Assert.Equal((false, 0), (fault.HasMagnitude, fault.Magnitude));
        Assert.Equal("two_writers needs series that sessions share: set include_session_id: false in workload.telemetry, as config/phantom-two-million.yaml does", FaultyTeam.Model(FaultyTeam.Telemetry).Sources[0].Caution(fault));
        Assert.Null(FaultyTeam.Model(FaultyTeam.TelemetryFor("two_writers")).Sources[0].Caution(fault));
        Assert.Throws<ArgumentException>(() => FaultyTeam.Fault("two_writers", TimeSpan.Zero, Length, magnitude: .5));
        Assert.Equal((true, .5), (new AnomalyDefinition(fault.Kind, "cost", Length).HasMagnitude, new AnomalyDefinition(fault.Kind, "cost", Length).Magnitude));
    }

    [Fact]
    public void A_missing_attribute_is_named_also_if_it_is_the_usual_one() => Assert.Equal("query_source", FaultyTeam.Fault("missing_attribute", TimeSpan.Zero, Length).Label);

    [Theory]
    [InlineData(60)]
    [InlineData(20)]
    public void What_is_lost_is_what_each_process_would_have_exported_last(int seconds)
    {
        var (kept, whole) = (ExportsOf(FaultyTeam.Fault("lost_last_export", TimeSpan.Zero, TimeSpan.FromDays(30))), ExportsOf());
        var (losing, open) = (0, 0);
        foreach (var (process, exports) in whole)
        {
            var left = kept.GetValueOrDefault(process, []);
            if (left.Count < exports.Count)
            {
                Assert.Equal(exports.SkipLast(1), left);
                losing++;
                continue;
            }

            // It runs on, so that its last export was a regular one.
            Assert.Equal(exports, left);
            var started = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(process.Split(' ')[^1], CultureInfo.InvariantCulture));
            Assert.InRange((exports[^1].Time - started).Ticks % TimeSpan.FromSeconds(seconds).Ticks, 0, FaultyTeam.Interval.Ticks);
            open++;
        }

        Assert.True(losing > 50 && open > 3, $"{losing} lose something, {open} run on");

        Dictionary<string, List<(DateTimeOffset Time, string Sums)>> ExportsOf(params AnomalyDefinition[] anomalies)
        {
            var exports = new Dictionary<string, List<(DateTimeOffset Time, string Sums)>>(StringComparer.Ordinal);
            var options = new ExportOptions { MetricInterval = TimeSpan.FromSeconds(seconds) };
            new Simulator(FaultyTeam.Model(FaultyTeam.Telemetry, anomalies), deliver: batch =>
            {
                foreach (var export in batch.FindExports(options).Metrics)
                {
                    if (!exports.TryGetValue(export.Process, out var known)) exports.Add(export.Process, known = []);
                    known.Add((export.Time, string.Join(' ', export.Sums.SelectMany(sum => sum.Points.Select(point => $"{FaultyTeam.KeyOf(sum.Name, point.Attributes)} {point.Value:R}")))));
                }
            }).AdvanceTo(Ticks);
            return exports;
        }
    }

    [Fact]
    public void What_would_change_nothing_is_refused()
    {
        var model = FaultyTeam.Model(FaultyTeam.Telemetry with { ExpireAfter = TimeSpan.FromMinutes(5), IncludesSessionId = false });
        Assert.Equal(
            ("kind", "session_id_collision needs series for each session: include_session_id must be true"),
            model.Sources[0].Violation(new AnomalyDefinition(AnomalyKinds.Find("session_id_collision")!, null, Length)));
        Assert.Equal(
            ("magnitude", "must be less than expire_after, 300 seconds, or nothing would change, got 300"),
            model.Sources[0].Violation(new AnomalyDefinition(AnomalyKinds.Find("early_expiry")!, null, Length, magnitude: 300)));
    }

    [Fact]
    public void A_late_series_shows_all_that_was_counted_when_it_comes()
    {
        var telemetry = FaultyTeam.Telemetry with { ExpireAfter = TimeSpan.FromMinutes(5) };
        var (run, clean) = (new Simulator(FaultyTeam.Model(telemetry, FaultyTeam.Fault("late_series", TimeSpan.Zero, Length, magnitude: 120))), new Simulator(FaultyTeam.Model(telemetry)));
        var born = new Dictionary<string, long>(StringComparer.Ordinal);
        var late = 0;
        for (var tick = 1; tick <= Length / FaultyTeam.Interval; tick++)
        {
            run.AdvanceTo(tick);
            clean.AdvanceTo(tick);
            using var snapshot = run.Acquire();
            using var cleanSnapshot = clean.Acquire();
            var (shown, all) = (FaultyTeam.Shown(snapshot, telemetry), FaultyTeam.Shown(cleanSnapshot, telemetry));
            foreach (var series in born.Keys.Except(all.Keys).ToList()) born.Remove(series);
            foreach (var series in all.Keys) born.TryAdd(series, tick);
            foreach (var (series, value) in shown) Assert.Equal(all[series], value);
            // From the tick that contains the first count until two minutes later.
            foreach (var series in all.Keys.Except(shown.Keys)) Assert.InRange(tick - born[series], 0, 12);
            late += all.Count - shown.Count;
        }

        Assert.True(late > 1000, $"{late}");
    }

    [Fact]
    public void A_series_that_expires_early_is_shown_for_that_time_and_comes_back_with_its_total()
    {
        var telemetry = FaultyTeam.Telemetry with { ExpireAfter = TimeSpan.FromHours(3) };
        var (run, clean) = (new Simulator(FaultyTeam.Model(telemetry, FaultyTeam.Fault("early_expiry", TimeSpan.Zero, Length, magnitude: 300))), new Simulator(FaultyTeam.Model(telemetry)));
        var changed = new Dictionary<string, (double Value, long Tick)>(StringComparer.Ordinal);
        for (var tick = 1; tick <= Length / FaultyTeam.Interval; tick++)
        {
            run.AdvanceTo(tick);
            clean.AdvanceTo(tick);
            using var snapshot = run.Acquire();
            using var cleanSnapshot = clean.Acquire();
            var (shown, all) = (FaultyTeam.Shown(snapshot, telemetry), FaultyTeam.Shown(cleanSnapshot, telemetry));
            foreach (var (series, value) in all)
                if (changed.GetValueOrDefault(series).Value is var before && !before.Equals(value)) changed[series] = (value, tick);
            foreach (var (series, value) in shown) Assert.Equal(all[series], value);
            Assert.All(all.Keys.Except(shown.Keys), series => Assert.True(tick - changed[series].Tick >= 29, series));
        }

        Assert.True(changed.Count > 500);
    }
}
