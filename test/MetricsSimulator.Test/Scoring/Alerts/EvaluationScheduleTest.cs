using CsCheck;
using MetricsSimulator.Scoring.Alerts;

namespace MetricsSimulator.Test.Scoring.Alerts;

public sealed class EvaluationScheduleTest
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_first_evaluation_from_an_instant_is_the_first_that_is_not_before_it() =>
        Gen.Select(Gen.Int[0, 59], Gen.Int[-100, 1000]).Sample((phase, seconds) =>
        {
            var schedule = new EvaluationSchedule(Start.AddSeconds(phase), TimeSpan.FromMinutes(1), 12);
            var instant = Start.AddSeconds(seconds);
            Assert.Equal(Enumerable.Range(0, 12).FirstOrDefault(k => schedule.InstantOf(k) >= instant, 12), schedule.FirstFrom(instant));
            Assert.Equal(Enumerable.Range(0, 12).FirstOrDefault(k => schedule.InstantOf(k) > instant, 12), schedule.FirstAfter(instant));
        });
}
