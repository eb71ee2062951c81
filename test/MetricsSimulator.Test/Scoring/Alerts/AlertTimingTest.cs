using MetricsSimulator.Scoring.Alerts;

namespace MetricsSimulator.Test.Scoring.Alerts;

public sealed class AlertTimingTest
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(60, 1)]
    [InlineData(61, 2)]
    public void A_for_is_rounded_up_to_evaluations(int seconds, int evaluations)
    {
        Assert.Equal(evaluations, new AlertTiming(Minute, hold: TimeSpan.FromSeconds(seconds)).ForEvaluations);
        Assert.Equal(evaluations, new AlertTiming(Minute, keep: TimeSpan.FromSeconds(seconds)).KeepFiringForEvaluations);
    }

    [Fact]
    public void A_timing_that_makes_no_sense_is_refused()
    {
        Assert.Equal("interval: must be longer than 0 seconds, got 0", Assert.Throws<ArgumentException>(() => new AlertTiming(TimeSpan.Zero)).Message);
        Assert.Equal("hold: must be 0 or more, got -60", Assert.Throws<ArgumentException>(() => new AlertTiming(Minute, -Minute)).Message);
        Assert.Equal("keep: must be 0 or more, got -60", Assert.Throws<ArgumentException>(() => new AlertTiming(Minute, keep: -Minute)).Message);
        Assert.Equal("limit: must be 0 or more, got -1", Assert.Throws<ArgumentException>(() => new AlertTiming(Minute, limit: -1)).Message);
    }
}
