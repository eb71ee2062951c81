using MetricsSimulator.Anomalies;
using MetricsSimulator.Metrics;
using MetricsSimulator.Sessions;
using MetricsSimulator.Test.Sessions;

namespace MetricsSimulator.Test.Workload;

/// <summary>A team, and causes that act on it on a Tuesday from 09:00 to 15:00.</summary>
internal static class Disturbing
{
    public const long Hour = 3_600_000;
    public const long From = Plans.Monday + 33 * Hour;
    public const long To = Plans.Monday + 39 * Hour;

    public static readonly Team Developers = TeamRun.TeamOf(Enumerable.Range(1, 40));
    public static readonly SessionParameters Parameters = Plans.Of("enterprise");

    public static Cause CauseOf(string kind, double magnitude, string matchers = "", TimeSpan onset = default)
    {
        Assert.True(LabelMatchers.TryParse(matchers, out var selected, out _));
        var (start, end) = (DateTimeOffset.FromUnixTimeMilliseconds(From), DateTimeOffset.FromUnixTimeMilliseconds(To));
        var definition = new AnomalyDefinition(AnomalyKinds.Find(kind)!, null, end - start, selected, onset, magnitude);
        return new Cause($"{kind}{magnitude}", new Anomaly($"{kind}{magnitude}", definition, 0, 1, start, end));
    }

    public static Causes Of(Team team, params Cause[] causes) => new(team, (from, to) => [.. causes.Where(cause => cause.Start < to && cause.End > from)]);
}
