using MetricsSimulator.Churn;
using MetricsSimulator.Metrics;
using MetricsSimulator.Test.Statistics;

namespace MetricsSimulator.Test.Churn;

/// <summary>The values of a label live exponential times.</summary>
public sealed class LabelLivesTest
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly LabelDimension Worker = LabelDimension.Churning("worker", 50, "w", TimeSpan.FromHours(2));

    [Fact]
    public void The_first_value_of_a_place_has_the_number_of_the_place_and_0()
    {
        Assert.Equal(["w-0.0", "w-49.0"], [Worker.Value(0), Worker.Value(49)]);
        Assert.Equal("0.0", LabelDimension.Churning("pod", 1, "", TimeSpan.FromHours(1)).Value(0));
    }

    [Fact]
    public void A_value_is_followed_by_the_next_of_its_place()
    {
        var lives = new LabelLives(1, Worker, Second);
        var generations = new int[Worker.Count];
        for (var tick = 1L; tick <= 86_400; tick++)
        {
            foreach (var place in lives.AdvanceTo(tick))
            {
                generations[place]++;
                Assert.Equal($"w-{place}.{generations[place]}", lives.Current.Value(place));
            }
        }

        Assert.All(generations, generation => Assert.InRange(generation, 1, 60));
    }

    [Fact]
    public void Lives_are_exponential_with_the_lifetime_as_their_mean()
    {
        // Ticks of a second against lives of hours: that a life is seen from the next tick on moves it by less than a second.
        var lives = new LabelLives(3, LabelDimension.Churning("worker", 2000, "w", TimeSpan.FromHours(2)), Second);
        var births = new double[2000];
        var lengths = new List<double>();
        for (var tick = 1L; tick <= 10 * 86_400; tick += 1)
        {
            foreach (var place in lives.AdvanceTo(tick))
            {
                // Only the first ten lives of a place, so that long ones are not left out because the end comes first.
                if (lives.Current.Value(place) is var value && int.Parse(value[(value.IndexOf('.', StringComparison.Ordinal) + 1)..], System.Globalization.CultureInfo.InvariantCulture) <= 10)
                    lengths.Add(tick - births[place]);
                births[place] = tick;
            }
        }

        // Of lives that begin and end within a second, one in 7200 of all, only the sum is seen.
        Assert.InRange(lengths.Count, 20_000 - 25, 20_000);
        Expect.Mean("lifetime", lengths, 7200, 7200.0 * 7200);
        Expect.Distribution("lifetime", lengths, x => 1 - Math.Exp(-x / 7200));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(7)]
    [InlineData(3600)]
    public void The_update_interval_changes_when_a_life_is_seen_and_not_the_life(int interval)
    {
        var fine = new LabelLives(5, Worker, Second);
        var coarse = new LabelLives(5, Worker, TimeSpan.FromSeconds(interval));
        for (var tick = 1L; tick <= 86_400 / interval; tick++)
        {
            fine.AdvanceTo(tick * interval);
            coarse.AdvanceTo(tick);
            for (var place = 0; place < Worker.Count; place++) Assert.Equal(fine.Current.Value(place), coarse.Current.Value(place));
        }
    }

    [Fact]
    public void Lives_of_which_many_fit_into_a_tick_are_counted_and_only_the_last_is_seen()
    {
        var lives = new LabelLives(5, LabelDimension.Churning("worker", 3, "w", Second), TimeSpan.FromSeconds(1000));
        Assert.Equal([0, 1, 2], lives.AdvanceTo(1).ToArray());
        // Poisson numbers with mean 1000: five standard deviations are 158.
        for (var place = 0; place < 3; place++)
            Assert.InRange(int.Parse(lives.Current.Value(place).Split('.')[1], System.Globalization.CultureInfo.InvariantCulture), 842, 1158);
    }

    [Fact]
    public void A_run_that_begins_later_has_the_values_of_that_time()
    {
        var whole = new LabelLives(7, Worker, Second);
        for (var tick = 1L; tick <= 50_000; tick++) whole.AdvanceTo(tick);
        var later = new LabelLives(7, Worker, Second);
        later.AdvanceTo(50_000);
        for (var place = 0; place < Worker.Count; place++) Assert.Equal(whole.Current.Value(place), later.Current.Value(place));
    }
}
