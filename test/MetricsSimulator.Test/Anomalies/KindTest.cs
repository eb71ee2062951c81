using MetricsSimulator.Anomalies;
using MetricsSimulator.Cycles;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Test.Statistics;

namespace MetricsSimulator.Test.Anomalies;

/// <summary>What each kind does inside its window.</summary>
public sealed class KindTest
{
    private static readonly Disturbed s_clean = Disturbed.Clean();

    [Fact]
    public void A_spike_begins_at_its_magnitude_and_falls_evenly()
    {
        var spike = Disturbed.With(Disturbed.Anomaly("spike", "gauge", 3));
        for (var k = Disturbed.Begin; k < Disturbed.End; k++)
        {
            var factor = 1 + 2.0 * (Disturbed.End - k) / (Disturbed.End - Disturbed.Begin);
            AssertTimes(factor, s_clean.At(k, "gauge"), spike.At(k, "gauge"));
        }
    }

    [Fact]
    public void A_level_shift_multiplies_a_gauge()
    {
        var shift = Disturbed.With(Disturbed.Anomaly("level_shift", "gauge", 2.5));
        for (var k = Disturbed.Begin; k < Disturbed.End; k++) AssertTimes(2.5, s_clean.At(k, "gauge"), shift.At(k, "gauge"));
    }

    [Fact]
    public void An_onset_creeps_from_nothing_to_the_magnitude()
    {
        var shift = Disturbed.With(Disturbed.Anomaly("level_shift", "gauge", 3, onset: Disturbed.Interval * 10));
        for (var k = Disturbed.Begin; k < Disturbed.End; k++)
            AssertTimes(1 + 2 * Math.Min(1, (k - Disturbed.Begin) / 10.0), s_clean.At(k, "gauge"), shift.At(k, "gauge"));
    }

    [Theory]
    [InlineData("counter", "counter_total", 3)]
    [InlineData("counter", "counter_total", 0.25)]
    [InlineData("real", "real_total", 3)]
    [InlineData("real", "real_total", 0.25)]
    public void A_level_shift_multiplies_what_a_rate_adds(string key, string name, double factor)
    {
        var shift = Disturbed.With(Disturbed.Anomaly("level_shift", key, factor));
        for (var i = 0; i < 3; i++)
        {
            // A whole counter carries the fraction of what is added, and another of what is withheld.
            Expect.Within(name, shift.Growth(name, i, Disturbed.Begin, Disturbed.End), factor * s_clean.Growth(name, i, Disturbed.Begin, Disturbed.End), key == "real" ? 1e-9 : 1 + factor);
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(0.25)]
    public void A_level_shift_of_events_gives_a_Poisson_number_with_the_multiplied_mean(double factor)
    {
        double[] counts = [.. Enumerable.Range(1, 200).Select(seed => Disturbed.With(Disturbed.Anomaly("level_shift", "events", factor), seed: (ulong)seed).Growth("events_total", 0, Disturbed.Begin, Disturbed.End))];
        // 20 a second, half of it for the first model, for 300 seconds.
        var mean = factor * 20 * 0.5 * 300;
        Expect.Mean("events", counts, mean, mean);
        Expect.NormalVariance("events", counts, mean);
    }

    [Fact]
    public void What_is_added_to_a_parent_is_thinned_as_its_own_events_are()
    {
        double[] errors = [.. Enumerable.Range(1, 200).Select(seed => Total(Disturbed.With(Disturbed.Anomaly("level_shift", "events", 4), seed: (ulong)seed), "errors_total"))];
        const double Mean = 4 * 20 * 300 * 0.02;
        Expect.Mean("errors", errors, Mean, Mean);
    }

    [Fact]
    public void An_error_burst_multiplies_the_probability_and_leaves_the_parent_alone()
    {
        double[] errors = [.. Enumerable.Range(1, 200).Select(seed =>
        {
            var burst = Disturbed.With(Disturbed.Anomaly("error_burst", "errors", 10), seed: (ulong)seed);
            Assert.Equal(Disturbed.Clean(seed: (ulong)seed).At(Disturbed.Ticks - 1, "events_total"), burst.At(Disturbed.Ticks - 1, "events_total"));
            return Total(burst, "errors_total");
        })];
        const double Mean = 10 * 20 * 300 * 0.02;
        Expect.Mean("errors", errors, Mean, Mean);
    }

    [Fact]
    public void An_error_burst_beyond_certainty_makes_every_event_an_error()
    {
        var burst = Disturbed.With(Disturbed.Anomaly("error_burst", "errors", 1000));
        Assert.Equal(Total(burst, "events_total"), Total(burst, "errors_total"));
    }

    [Fact]
    public void A_trend_adds_its_share_with_every_hour()
    {
        var leak = Disturbed.With(Disturbed.Anomaly("trend", "gauge", 6));
        for (var k = Disturbed.Begin; k < Disturbed.End; k++) AssertTimes(1 + 6 * (k - Disturbed.Begin) / 360.0, s_clean.At(k, "gauge"), leak.At(k, "gauge"));
    }

    [Fact]
    public void Variance_multiplies_the_standard_deviation_of_the_changes_and_stays_on_the_path()
    {
        var changes = new List<double>();
        for (var seed = 1ul; seed <= 100; seed++)
        {
            var clean = Disturbed.Clean(seed: seed);
            var noisy = Disturbed.With(Disturbed.Anomaly("variance", "gauge", 5), seed: seed);
            Assert.Equal(clean.At(Disturbed.Begin, "gauge"), noisy.At(Disturbed.Begin, "gauge"));
            // Every third change: a change and the next share a step of the path.
            for (var k = Disturbed.Begin + 1; k < Disturbed.End - 1; k += 3) changes.Add(noisy.Increments(k, "gauge")[0]);
            // Three times the last change beside the path, for 1 + 3 and 3 make a change five times as large.
            for (var k = Disturbed.Begin + 1; k < Disturbed.End; k++)
                Expect.Within("gauge", noisy.At(k, "gauge")[0], clean.At(k, "gauge")[0] + 3 * clean.Increments(k - 1, "gauge")[0], 1e-9);
        }

        // Half of 5 a root second, ten seconds long.
        Expect.NormalVariance("changes", [.. changes], 25 * 0.5 * 25 * 10);
    }

    [Theory]
    [InlineData("gauge", "gauge")]
    [InlineData("counter", "counter_total")]
    [InlineData("real", "real_total")]
    [InlineData("events", "events_total")]
    [InlineData("errors", "errors_total")]
    [InlineData("histogram", "histogram")]
    public void A_flatline_stays_where_it_was(string key, string name)
    {
        var flat = Disturbed.With(Disturbed.Anomaly("flatline", key));
        for (var k = Disturbed.Begin; k < Disturbed.End; k++) Assert.Equal(s_clean.At(Disturbed.Begin, name), flat.At(k, name));
        Assert.NotEqual(flat.At(Disturbed.End - 1, name), flat.At(Disturbed.End + 20, name));
    }

    [Theory]
    [InlineData("gauge", "gauge")]
    [InlineData("counter", "counter_total")]
    [InlineData("errors", "errors_total")]
    [InlineData("histogram", "histogram")]
    [InlineData("info", "what_info")]
    public void A_dropout_takes_the_matched_series_away_and_no_other(string key, string name)
    {
        var dropped = Disturbed.With(Disturbed.Anomaly("dropout", key, matchers: "{model!=\"b\"}"));
        var stride = s_clean.At(0, name).Length / 3;
        for (var k = 0; k < Disturbed.Ticks; k++)
        {
            var values = dropped.At(k, name);
            for (var i = 0; i < values.Length; i++)
            {
                var absent = k is >= Disturbed.Begin and < Disturbed.End && i / stride != 1;
                Assert.Equal(absent, Staleness.IsMarker(values[i]));
                if (!absent) Assert.Equal(s_clean.At(k, name)[i], values[i]);
            }
        }
    }

    [Theory]
    [InlineData("counter", "counter_total")]
    [InlineData("events", "events_total")]
    [InlineData("errors", "errors_total")]
    [InlineData("histogram", "histogram")]
    public void A_counter_reset_begins_again_at_zero(string key, string name)
    {
        var reset = Disturbed.With(Disturbed.Anomaly("counter_reset", key));
        Assert.NotEqual(0, reset.At(Disturbed.Begin - 1, name).Max());
        Assert.All(reset.At(Disturbed.Begin, name), value => Assert.Equal(0, value));
        Assert.NotEqual(0, reset.At(Disturbed.End, name).Max());
    }

    [Fact]
    public void A_latency_shift_multiplies_every_observation()
    {
        var slow = Disturbed.With(Disturbed.Anomaly("latency_shift", "histogram", 3));
        for (var i = 0; i < 3; i++)
        {
            // A label set has four counts and then the sum.
            Assert.Equal(s_clean.Growth("histogram", i * 5 + 3, Disturbed.Begin, Disturbed.End), slow.Growth("histogram", i * 5 + 3, Disturbed.Begin, Disturbed.End));
            var sum = s_clean.Growth("histogram", i * 5 + 4, Disturbed.Begin, Disturbed.End);
            Expect.Within("sum", slow.Growth("histogram", i * 5 + 4, Disturbed.Begin, Disturbed.End), 3 * sum, 1e-9 * sum);
        }
    }

    [Theory]
    [InlineData("counter", "counter_total", 12, 0.1)]
    [InlineData("real", "real_total", 12, 0.1)]
    [InlineData("real", "real_total", 3, 1)]
    public void A_phase_shift_counts_as_at_another_hour(string key, string name, double hours, double expected)
    {
        // The run begins at nine, with the peak: twelve hours on it is night, three hours on it is not.
        var cycle = new Cycle { PeakHours = new PeakHours(9, 17), NightBaseline = 0.1 };
        var clean = Disturbed.Clean(cycle);
        var shifted = Disturbed.With(Disturbed.Anomaly("phase_shift", key, hours), cycle);
        for (var i = 0; i < 3; i++)
        {
            Expect.Within(
                name, shifted.Growth(name, i, Disturbed.Begin, Disturbed.End), expected * clean.Growth(name, i, Disturbed.Begin, Disturbed.End),
                key == "real" ? 1e-9 * clean.At(Disturbed.End, name)[i] : 2);
        }
    }

    [Fact]
    public void NaN_is_shown_by_the_matched_gauges_alone()
    {
        var nan = Disturbed.With(Disturbed.Anomaly("nan", "gauge", matchers: "{model=~\"a|c\"}"));
        for (var k = Disturbed.Begin; k < Disturbed.End; k++)
            Assert.Equal([true, false, true], nan.At(k, "gauge").Select(value => double.IsNaN(value) && !Staleness.IsMarker(value)));
    }

    [Fact]
    public void A_gauge_that_is_stuck_shows_its_value_in_every_matched_series_and_then_goes_on()
    {
        var stuck = Disturbed.With(Disturbed.Anomaly("stuck_at", "gauge", -7.3, "{model!=\"b\"}"));
        for (var k = 0; k < Disturbed.Ticks; k++)
        {
            var clean = s_clean.At(k, "gauge");
            Assert.Equal(k is >= Disturbed.Begin and < Disturbed.End ? [-7.3, clean[1], -7.3] : clean, stuck.At(k, "gauge"));
        }
    }

    [Fact]
    public void A_gauge_creeps_to_where_it_sticks()
    {
        var stuck = Disturbed.With(Disturbed.Anomaly("stuck_at", "gauge", 0, onset: 10 * Disturbed.Interval));
        for (var k = 0; k < 10; k++) AssertTimes(1 - k / 10.0, s_clean.At(Disturbed.Begin + k, "gauge"), stuck.At(Disturbed.Begin + k, "gauge"));
        Assert.All(stuck.At(Disturbed.Begin + 10, "gauge"), value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData("gauge", "gauge", 7.5)]
    [InlineData("counter", "counter_total", 0)]
    [InlineData("counter", "counter_total", 1e9)]
    [InlineData("real", "real_total", 0.5)]
    [InlineData("errors", "errors_total", 1e9)]
    public void A_series_that_is_set_shows_that_value_and_then_its_own_again(string key, string name, double value)
    {
        var set = Disturbed.With(Disturbed.Anomaly("set", key, value, "{model!=\"b\"}"));
        for (var k = 0; k < Disturbed.Ticks; k++)
        {
            var clean = s_clean.At(k, name);
            Assert.Equal(k is >= Disturbed.Begin and < Disturbed.End ? [value, clean[1], value] : clean, set.At(k, name));
        }
    }

    [Theory]
    [InlineData("counter", "counter_total", 1)]
    [InlineData("real", "real_total", 1)]
    [InlineData("errors", "errors_total", 1)]
    [InlineData("histogram", "histogram", 1)]
    [InlineData("counter", "counter_total", 0.5)]
    [InlineData("histogram", "histogram", 0.5)]
    public void Of_two_writers_the_second_shows_what_was_counted_since_it_began(string key, string name, double share)
    {
        var two = Disturbed.With(Disturbed.Anomaly("two_writers", key, share));
        var stride = s_clean.At(0, name).Length / 3;
        var began = s_clean.At(Disturbed.Begin, name);
        var seconds = 0;
        for (var k = 0; k < Disturbed.Ticks; k++)
        {
            var clean = s_clean.At(k, name);
            var found = two.At(k, name);
            for (var i = 0; i < 3; i++)
            {
                var own = clean[(i * stride)..((i + 1) * stride)];
                double[] second = [.. own.Zip(began[(i * stride)..((i + 1) * stride)], (now, then) => now - then)];
                var shown = found[(i * stride)..((i + 1) * stride)];
                var isSecond = !shown.SequenceEqual(own);
                if (isSecond) for (var v = 0; v < stride; v++) Expect.Within(name, shown[v], second[v], 1e-9 * clean.Max());
                Assert.True(!isSecond || k is >= Disturbed.Begin and < Disturbed.End);
                if (isSecond) seconds++;
            }
        }

        var samples = 3.0 * (Disturbed.End - Disturbed.Begin);
        // A series that has counted nothing shows the same in both.
        if (share == 1) Assert.True(seconds == samples || key == "errors");
        else Expect.Mean("second", [.. Enumerable.Range(0, (int)samples).Select(i => i < seconds ? 1.0 : 0)], share, share * (1 - share));
    }

    [Theory]
    [InlineData("spike", 1, "must be from 0 to 1000000000 and not 1, or nothing would change, got 1")]
    [InlineData("spike", 1e308, "must be from 0 to 1000000000 and not 1, got 1E+308")]
    [InlineData("level_shift", double.NaN, "must be from 0 to 1000000000 and not 1, got NaN")]
    [InlineData("trend", 0, "must be from -1000000000 to 1000000000 and not 0, or nothing would change, got 0")]
    [InlineData("variance", 1, "must be above 1 and at most 1000000000, got 1")]
    [InlineData("phase_shift", 0, "must be from -24 to 24 and not 0, or nothing would change, got 0")]
    [InlineData("truncated", 1, "must be from 0 to below 1, got 1")]
    [InlineData("two_writers", 0, "must be above 0 and at most 1, got 0")]
    [InlineData("cardinality_explosion", 1.5, "must be a whole number from 1 to 100000, got 1.5")]
    [InlineData("flatline", 1, "flatline has no magnitude")]
    public void A_magnitude_that_would_change_nothing_or_make_numbers_infinite_is_refused(string kind, double magnitude, string violation) =>
        Assert.Equal(violation, AnomalyKinds.Find(kind)!.MagnitudeViolation(magnitude));

    [Theory]
    [InlineData("gauge", "gauge")]
    [InlineData("counter", "counter_total")]
    [InlineData("histogram", "histogram")]
    public void The_greatest_magnitudes_together_stay_finite(string key, string name)
    {
        var kinds = AnomalyKinds.All.Where(kind => kind.Name is "spike" or "level_shift" or "trend" or "variance" or "latency_shift" && kind.SuitsMetric(Disturbed.Metrics.Single(metric => metric.Key == key)));
        var all = Disturbed.With([.. kinds.SelectMany(kind => Enumerable.Repeat(Disturbed.Anomaly(kind.Name, key, 1e9), 10))]);
        for (var k = 0; k < Disturbed.Ticks; k++) Assert.All(all.At(k, name), value => Assert.True(double.IsFinite(value), $"{name} at {k}: {value}"));
    }

    [Theory]
    [InlineData("gauge", "gauge")]
    [InlineData("events", "events_total")]
    [InlineData("histogram", "histogram")]
    [InlineData("info", "what_info")]
    public void A_cardinality_explosion_adds_label_sets_for_as_long_as_it_lasts(string key, string name)
    {
        var exploded = Disturbed.With(Disturbed.Anomaly("cardinality_explosion", key, 40));
        var stride = s_clean.At(0, name).Length / 3;
        for (var k = 0; k < Disturbed.Ticks; k++)
        {
            var extra = exploded.ExtraAt(k, name);
            Assert.Equal(40 * stride, extra.Length);
            Assert.All(extra, value => Assert.Equal(k is < Disturbed.Begin or >= Disturbed.End, Staleness.IsMarker(value)));
            Assert.Equal(s_clean.At(k, name), exploded.At(k, name));
        }
    }

    [Fact]
    public void Anomalies_that_overlap_multiply_whatever_their_order()
    {
        var shift = Disturbed.Anomaly("level_shift", "gauge", 2);
        var trend = Disturbed.Anomaly("trend", "gauge", 6);
        var both = Disturbed.With(shift, trend);
        var turned = Disturbed.With(trend, shift);
        for (var k = 0; k < Disturbed.Ticks; k++) Assert.Equal(both.At(k, "gauge"), turned.At(k, "gauge"));
        AssertTimes(2 * (1 + 6 * 10 / 360.0), s_clean.At(Disturbed.Begin + 10, "gauge"), both.At(Disturbed.Begin + 10, "gauge"));
    }

    private static double Total(Disturbed run, string name) => Enumerable.Range(0, 3).Sum(i => run.Growth(name, i, Disturbed.Begin, Disturbed.End));

    private static void AssertTimes(double factor, double[] clean, double[] found, double tolerance = 1e-12)
    {
        for (var i = 0; i < clean.Length; i++) Expect.Within("value", found[i], factor * clean[i], tolerance * (1 + Math.Abs(factor * clean[i])));
    }
}
