using MetricsSimulator.Sessions;

namespace MetricsSimulator.Test.Sessions;

/// <summary>Two sessions that were computed by hand, event by event.</summary>
public sealed class WorkedExampleTest
{
    private static readonly SessionParameters Parameters = new() { Preset = WorkloadPreset.PowerUsers, HasErrors = false };

    [Fact]
    public void With_every_draw_at_one_half_a_session_is_that_of_the_worked_example()
    {
        var plan = PlanOf(new Halves(), default);
        var calls = plan.Events.OfType<ModelCalled>().ToList();
        var main = calls.Where(call => call.Source == CallSource.Main).ToList();
        var auxiliary = calls.Where(call => call.Source == CallSource.Auxiliary).ToList();

        Assert.False(plan.Traits.IsDelegated);
        Assert.True(plan.Traits is { AsksForPermission: true, HasLargeWindow: true, Model.Name: "claude-opus-5", Effort: "high", Prompts: 4 });
        Assert.Equal(28, main.Count);
        Assert.Equal(4, auxiliary.Count);
        Assert.Equal((new TokenCounts(6, 270, 0, 38_694), 2_486_175_000), (main[0].Tokens, main[0].Cost));
        Assert.Equal((new TokenCounts(6, 270, 38_700, 414), 287_175_000), (main[1].Tokens, main[1].Cost));
        Assert.All(main, call => Assert.Equal(4942, call.Duration));
        Assert.All(auxiliary, call => Assert.Equal((new TokenCounts(600, 30, 0, 0), 7_500_000L, 2275L), (call.Tokens, call.Cost, call.Duration)));
        Assert.Equal(50_190, main[^1].Tokens.Context);
        Assert.Equal((2568, 7680, 1_194_270, 50_022), (
            calls.Sum(call => call.Tokens.Input), calls.Sum(call => call.Tokens.Output), calls.Sum(call => call.Tokens.CacheRead), calls.Sum(call => call.Tokens.CacheCreation)));
        Assert.Equal(11_026_125_000, calls.Sum(call => call.Cost));
        Assert.Equal([0L, 123_814, 247_628, 371_442], plan.Events.OfType<PromptSubmitted>().Select(prompt => prompt.Offset));
        Assert.Equal(413_256, plan.Events[^1].Offset);
        Assert.All(plan.Events.OfType<ToolCompleted>(), tool => Assert.Equal(("Bash", 370L, 150L), (tool.Use.Tool.Name, tool.Duration, tool.ResultTokens)));
        Assert.All(plan.Events.OfType<ToolDecided>(), tool => Assert.Equal("user_temporary", tool.Use.Decision.Source));
    }

    [Fact]
    public void The_session_of_key_86_is_that_of_the_second_example()
    {
        var key = new DrawKey(86, 0);
        Assert.Equal(.48259265890921, Draws.OfRun.Uniform(key, 0, SessionDraw.Kind), 1e-14);
        Assert.Equal(.45696263188317, Draws.OfRun.Uniform(key, 0, SessionDraw.Prompts), 1e-14);

        var plan = PlanOf(Draws.OfRun, key);
        var calls = plan.Events.OfType<ModelCalled>().ToList();
        var main = calls.Where(call => call.Source == CallSource.Main).ToList();
        Assert.True(plan.Traits is { IsDelegated: false, AsksForPermission: false, HasLargeWindow: true, Model.Role: ModelRole.Opus, Prompts: 3 });
        Assert.Equal([0L, 133_624, 151_121], plan.Events.OfType<PromptSubmitted>().Select(prompt => prompt.Offset));
        Assert.Equal(["Read", "Edit", "Bash", "Write", "Edit", "Bash"], plan.Events.OfType<ToolDecided>().Select(tool => tool.Use.Tool.Name));
        Assert.Equal([9244L, 12_791, 19_626, 88_987, 93_220, 150_771, 157_403], main.Select(call => call.Offset).Append(plan.Events[^1].Offset).Distinct());
        Assert.Equal((new TokenCounts(7, 133, 0, 41_723), 2_641_287_500), (main[0].Tokens, main[0].Cost));
        Assert.Equal((2300, 2086, 261_784, 46_569), (
            calls.Sum(call => call.Tokens.Input), calls.Sum(call => call.Tokens.Output), calls.Sum(call => call.Tokens.CacheRead), calls.Sum(call => call.Tokens.CacheCreation)));
        Assert.Equal(4_753_582_500, calls.Sum(call => call.Cost));
        Assert.Equal((28, 10), (plan.Events.OfType<ToolCompleted>().Sum(tool => tool.LinesAdded), plan.Events.OfType<ToolCompleted>().Sum(tool => tool.LinesRemoved)));
        Assert.Equal(2, plan.Events.OfType<ToolCompleted>().Count(tool => tool is { IsSuccess: false, Use.Tool.Name: "Bash" }));
    }

    [Fact]
    public void A_call_of_Sonnet_4_6_costs_what_the_usage_page_says()
    {
        var prices = TokenPrices.PerMillion(3, 15);
        Assert.Equal(5_526_000_000, prices.CostOf(new TokenCounts(1200, 5300, 940_000, 50_000)));
    }

    private static SessionPlan PlanOf(Draws draws, DrawKey key) => new SessionPlanner(Parameters, draws, new ServiceBursts(0, draws)).Plan(key, 1_800_000_000_000);

    private sealed class Halves : Draws
    {
        public override double Uniform(DrawKey key, uint position, SessionDraw purpose, int index = 0) => .5;
    }
}
