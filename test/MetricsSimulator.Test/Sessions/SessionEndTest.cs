using MetricsSimulator.Anomalies;
using MetricsSimulator.Randomness;
using MetricsSimulator.Sessions;
using MetricsSimulator.Test.Workload;

namespace MetricsSimulator.Test.Sessions;

/// <summary>When a session ends is known without its plan.</summary>
public sealed class SessionEndTest
{
    private const int Sessions = 150;

    private static readonly Team Developers = TeamRun.TeamOf(Enumerable.Range(1, 3));

    public static MatrixTheoryData<string, string> Cases { get; } = new MatrixTheoryData<string, string>(
        ["enterprise", "power_users"], ["usual", "many subagents", "small windows", "many errors", "slow_models", "larger_contexts", "failing_calls"]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_session_ends_before_an_instant_just_if_the_last_event_of_its_plan_comes_before(string preset, string difference)
    {
        var planner = Plans.Planner(ParametersOf(preset, difference), 1);
        var causes = CausesOf(difference);
        var complete = 0;
        for (var i = 0; i < Sessions; i++)
        {
            var (key, start) = (Plans.KeyOf(5, i), Plans.StartOf(i));
            var plan = planner.Plan(key, start, causes);

            Assert.False(planner.EndsBefore(key, start, plan.End, causes));
            // The waits of a session that a limit ends early may last longer than the session.
            if (plan.Events.OfType<PromptSubmitted>().Count() < plan.Traits.Prompts) continue;
            complete++;
            Assert.True(planner.EndsBefore(key, start, plan.End + 1, causes));
        }

        Assert.True(complete > Sessions / 2);
    }

    private static SessionParameters ParametersOf(string preset, string difference)
    {
        var usual = Plans.Of(preset);
        return difference switch
        {
            "many subagents" => usual with { Tools = new Toolbox([.. Toolbox.Default.All.Select(tool => tool.StartsSubagent ? tool with { InteractiveShare = .5 } : tool)]) },
            "small windows" => usual with { LargeLimit = 60_000, SmallLimit = 60_000, Summary = new LognormalDistribution(2000, .4) },
            "many errors" => usual with { CalmFailures = .4, FatalFailures = .01 },
            _ => usual,
        };
    }

    private static SessionCauses? CausesOf(string kind)
    {
        if (AnomalyKinds.Find(kind) is not { } found) return null;
        var (start, end) = (DateTimeOffset.FromUnixTimeMilliseconds(Plans.Monday), DateTimeOffset.FromUnixTimeMilliseconds(Plans.Monday).AddDays(30));
        var definition = new AnomalyDefinition(found, null, end - start, magnitude: kind == "failing_calls" ? .8 : 5);
        var cause = new Cause(kind, new Anomaly(kind, definition, 0, 1, start, end));
        return new SessionCauses(new Causes(Developers, (_, _) => [cause]), Developers.Developers[0]);
    }
}
