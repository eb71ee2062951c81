using MetricsSimulator.Cli.Scoring;
using MetricsSimulator.Cli.Scoring.Evaluation;
using MetricsSimulator.Configuration.RuleFiles;

namespace MetricsSimulator.Test.Scoring;

public sealed class GroupPhaseTest
{
    private static readonly RuleGroup s_group = new("rules/team.yml", "cost", [], default) { Interval = TimeSpan.FromMinutes(1) };

    [Fact]
    public void Phases_of_consecutive_seeds_fill_the_interval_evenly()
    {
        // Of n points of the golden sequence, no two neighbours are further apart than φ² n⁻¹ (Swierczkowski 1958), 2.62 mean distances.
        var phases = Enumerable.Range(0, 100).Select(seed => GroupPhase.Of(s_group, (ulong)seed, TimeSpan.FromMilliseconds(1)).TotalMilliseconds).Order().ToArray();
        var widest = phases.Zip(phases.Skip(1), (a, b) => b - a).Append(phases[0] + 60_000 - phases[^1]).Max();
        Assert.InRange(widest, 600, 2.62 * 600);
    }

    [Fact]
    public void A_phase_depends_on_the_file_and_group_and_not_on_the_folder()
    {
        var phase = GroupPhase.Of(s_group, 3, TimeSpan.FromSeconds(10));
        Assert.Equal(phase, GroupPhase.Of(s_group with { File = "/elsewhere/team.yml" }, 3, TimeSpan.FromSeconds(10)));
        Assert.NotEqual(phase, GroupPhase.Of(s_group with { File = "rules/other.yml" }, 3, TimeSpan.FromSeconds(10)));
        Assert.NotEqual(phase, GroupPhase.Of(s_group with { Name = "tools" }, 3, TimeSpan.FromSeconds(10)));
        Assert.NotEqual(phase, GroupPhase.Of(s_group, 4, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void No_evaluation_falls_on_a_scrape_or_a_millisecond_after()
    {
        for (ulong seed = 0; seed < 2000; seed++)
            Assert.InRange((long)GroupPhase.Of(s_group, seed, TimeSpan.FromMilliseconds(10)).TotalMilliseconds % 10, 2, 9);
    }

    [Theory]
    [InlineData(0, 0, 0, 120, 0, 2)]
    [InlineData(0, 0, 59, 120, 59, 2)]
    [InlineData(60, 1, 59, 120, 119, 1)]
    [InlineData(10, 0, 5, 65, 65, 0)]
    [InlineData(10, 0, 5, 66, 65, 1)]
    public void Evaluations_are_in_the_half_open_span(int from, int milliseconds, int phase, int to, int first, int count)
    {
        var begin = DateTimeOffset.UnixEpoch.AddSeconds(from).AddMilliseconds(milliseconds);
        var schedule = HistoryEvaluation.ScheduleOf(s_group, begin, DateTimeOffset.UnixEpoch.AddSeconds(to), TimeSpan.FromSeconds(phase));
        Assert.Equal((first, count), ((int)(schedule.First - DateTimeOffset.UnixEpoch).TotalSeconds, schedule.Count));
    }
}
