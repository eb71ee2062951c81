using MetricsSimulator.Randomness;
using MetricsSimulator.Sessions;
using MetricsSimulator.Test.Statistics;

namespace MetricsSimulator.Test.Sessions;

/// <summary>What is drawn in sessions has the distributions that it should have.</summary>
[Trait("takes", "seconds")]
public sealed class DistributionTest
{
    private const int Sessions = 1500;

    [Theory]
    [InlineData("enterprise", .25, .80, .33, .64, .50)]
    [InlineData("power_users", .48, 1.74, .43, .875, .88)]
    public void Kinds_prompts_models_windows_and_modes_have_their_shares(string preset, double delegated, double spread, double noTool, double oneTool, double opus)
    {
        const int Count = 40_000;
        var parameters = Plans.Of(preset);
        Assert.Equal((delegated, spread, noTool, oneTool, opus), (
            parameters.Preset.Delegated, parameters.Preset.PromptSpread, parameters.Preset.NoTool, parameters.Preset.OneTool, parameters.Preset.Opus));
        var planner = Plans.Planner(parameters, 1);
        var all = Enumerable.Range(0, Count).Select(i => planner.TraitsOf(Plans.KeyOf(1, i), Plans.StartOf(i))).ToList();
        var interactive = all.Where(traits => !traits.IsDelegated).ToList();
        Share("delegated", all, traits => traits.IsDelegated, delegated);
        foreach (var prompts in new[] { 1, 2, 4, 12, 50 })
            Share($"at most {prompts} prompts", interactive, traits => traits.Prompts <= prompts, new LognormalDistribution(4, spread).Cumulative(prompts + .5));
        Share("Opus", interactive, traits => traits.Model.Role == ModelRole.Opus, opus);
        Share("Haiku", interactive, traits => traits.Model.Role == ModelRole.Haiku, (1 - opus) * .3);
        Share("Opus when delegated", [.. all.Where(traits => traits.IsDelegated)], traits => traits.Model.Role == ModelRole.Opus, .27);
        Share("Haiku when delegated", [.. all.Where(traits => traits.IsDelegated)], traits => traits.Model.Role == ModelRole.Haiku, .73 * .6);
        Share("large windows", [.. all.Where(traits => traits.Model.Role != ModelRole.Haiku)], traits => traits.HasLargeWindow, .68);
        Share("asked for permission", interactive, traits => traits.AsksForPermission, .6);
        Share("agents view", [.. all.Where(traits => traits.IsDelegated)], traits => traits.StartType == "agents_view", .02);
        Assert.DoesNotContain(all, traits => traits.Model.Role == ModelRole.Haiku && (traits.HasLargeWindow || traits.Effort is not null));
        Expect.NormalVariance("autonomy", [.. interactive.Select(traits => traits.Autonomy)], .25 * .25);
        Expect.NormalVariance("pace", [.. all.Select(traits => traits.Pace)], .6 * .6);
        foreach (var (language, share) in parameters.Languages.Entries) Share(language, all, traits => traits.Language == language, share);
    }

    [Theory]
    [InlineData("enterprise")]
    [InlineData("power_users")]
    public void Steps_outputs_waits_and_prompts_are_lognormal(string preset)
    {
        var parameters = Plans.WithoutSubagents(preset) with { HasErrors = false, Interrupts = 0, ManualCompactions = 0, LargeLimit = long.MaxValue, SmallLimit = long.MaxValue };
        var plans = Plans.Of(parameters, 1, Sessions).Where(plan => !plan.Traits.IsDelegated).ToList();

        // The autonomy of the session and the draw of the prompt are independent.
        var steps = plans.Select(plan => plan.Events.OfType<ModelCalled>().Count(call => call is { Source: CallSource.Main, Prompt: 0 }) - 1).ToList();
        Share("no tool", steps, count => count == 0, parameters.Preset.NoTool);
        foreach (var most in new[] { 1, 3, 6, 15, 60 })
            Share($"at most {most} steps", [.. steps.Where(count => count > 0)], count => count <= most, new LognormalDistribution(5.9, Math.Sqrt(1.02 * 1.02 + .25 * .25)).Cumulative(most + .5));

        var outputs = plans.SelectMany(plan => plan.Events.OfType<ModelCalled>()).Where(call => call.Source == CallSource.Main).Select(call => call.Tokens.Output).ToList();
        foreach (var most in new[] { 20L, 100, 270, 1000, 10_000 })
            Share($"at most {most} output tokens", outputs, tokens => tokens <= most, new LognormalDistribution(270, 1.29).Cumulative(most + .5));

        var prompts = plans.SelectMany(plan => plan.Events.OfType<PromptSubmitted>()).Select(prompt => prompt.Length / 4).ToList();
        foreach (var most in new[] { 20L, 200, 2000, 49_999 })
            Share($"at most {most} tokens of a prompt", prompts, tokens => tokens <= most, new LognormalDistribution(200, 1.5).Cumulative(most + .5));

        // The first wait of each session: those of one session share its pace.
        var waits = plans.Where(plan => plan.Traits.Prompts > 1).Select(plan =>
            (plan.Events.OfType<PromptSubmitted>().ElementAt(1).Offset - plan.Events.OfType<TextWritten>().First().Offset) / 1000.0).ToList();
        var (reply, absence) = (new LognormalDistribution(82, Math.Sqrt(1.98 * 1.98 + .36)), new LognormalDistribution(110_000, Math.Sqrt(1 + .36)));
        Expect.Distribution("waits", waits, seconds => .988 * reply.Cumulative(seconds) + .012 * absence.Cumulative(seconds));
    }

    [Theory]
    [InlineData("enterprise")]
    [InlineData("power_users")]
    public void Tools_their_number_and_their_results_have_their_shares(string preset)
    {
        var parameters = Plans.WithoutSubagents(preset) with { HasErrors = false, Interrupts = 0 };
        foreach (var isDelegated in new[] { false, true })
        {
            var plans = Plans.Of(parameters, 2, Sessions).Where(plan => plan.Traits.IsDelegated == isDelegated).ToList();
            var uses = plans.SelectMany(plan => plan.Events.OfType<ToolDecided>()).ToList();
            var tools = parameters.Tools.All;
            var sum = tools.Sum(ShareOf);
            foreach (var tool in tools) Share(tool.Name, uses, decided => decided.Use.Tool.Name == tool.Name, ShareOf(tool) / sum);

            // A call ends at one instant with all its decisions.
            var counts = plans.SelectMany(plan => plan.Events.OfType<ToolDecided>().GroupBy(decided => decided.Offset).Select(group => group.Count())).ToList();
            var one = isDelegated ? parameters.Preset.OneToolDelegated : parameters.Preset.OneTool;
            Share("one tool", counts, count => count == 1, one);
            Share("two tools", counts, count => count == 2, .58 * (1 - one));
            Share("three tools", counts, count => count == 3, .25 * (1 - one));
            Share("four tools", counts, count => count == 4, .17 / 2 * (1 - one));
            Assert.InRange(counts.Max(), 5, 10);

            var results = plans.SelectMany(plan => plan.Events.OfType<ToolCompleted>()).ToList();
            foreach (var tool in tools.Where(tool => tool.Failures > 0 && ShareOf(tool) > .01))
                Share($"failures of {tool.Name}", [.. results.Where(result => result.Use.Tool.Name == tool.Name)], result => !result.IsSuccess, tool.Failures);
            var commands = results.Where(result => result is { IsSuccess: true, Use.Tool.Name: "Bash" }).ToList();
            Share("commits", commands, result => result.IsCommit, .03);
            Share("pull requests", [.. commands.Where(result => result.IsCommit)], result => result.IsPullRequest, .12);
            double ShareOf(Tool tool) => isDelegated ? tool.DelegatedShare : tool.InteractiveShare;
        }
    }

    [Fact]
    public void Entry_points_have_their_shares_among_interactive_sessions_and_change_nothing_else()
    {
        var usual = Plans.Of(Plans.Of("enterprise"), 3, Sessions).ToList();
        var plans = Plans.Of(Plans.Of("enterprise") with { Entrypoints = new(("cli", 3), ("claude-vscode", 1)) }, 3, Sessions).ToList();
        foreach (var (repository, share) in Plans.Of("enterprise").Repositories.Entries)
            Share(repository.Name, plans, plan => plan.Traits.Repository == repository, share);
        Share("claude-vscode", [.. plans.Where(plan => !plan.Traits.IsDelegated)], plan => plan.Traits.Entrypoint == "claude-vscode", .25);
        Assert.All(plans.Where(plan => plan.Traits.IsDelegated), plan => Assert.Equal("sdk-cli", plan.Traits.Entrypoint));
        Assert.All(usual.Zip(plans), pair => Assert.Equal(pair.First.Events, pair.Second.Events));
    }

    [Fact]
    public void Decisions_have_their_shares_when_the_user_is_asked_and_are_made_by_the_settings_otherwise()
    {
        var plans = Plans.Of(Plans.WithoutSubagents("enterprise") with { Interrupts = 0 }, 3, Sessions).ToList();
        var asked = plans.Where(plan => plan.Traits.AsksForPermission).SelectMany(plan => plan.Events.OfType<ToolDecided>()).Where(decided => decided.Use.Tool.Asks).ToList();
        foreach (var (source, share) in new[] { ("config", .16), ("hook", .02), ("user_permanent", .14), ("user_temporary", .61), ("user_reject", .07) })
            Share(source, asked, decided => decided.Use.Decision.Source == source, share);
        Assert.All(asked, decided => Assert.Equal(decided.Use.Decision.Source != "user_reject", decided.Use.Decision.IsAccepted));
        var others = plans.SelectMany(plan => plan.Events.OfType<ToolDecided>().Where(decided => !plan.Traits.AsksForPermission || !decided.Use.Tool.Asks));
        Assert.All(others, decided => Assert.Equal(Decision.ByConfig, decided.Use.Decision));
    }

    [Fact]
    public void Calls_fail_as_often_as_they_should_when_calm_and_in_a_burst()
    {
        foreach (var (failures, n) in new[] { (.005, 2_000_000), (.70, 200_000) })
        {
            var attempts = Enumerable.Range(0, n).Select(i => CallFailure.Of((i + .5) / n, failures, 2e-4)).ToList();
            // The draws are equally spaced, so that shares are exact but for one draw.
            Expect.Within("answered at once", attempts.Count(each => each.Attempts == 0) / (double)n, 1 - failures - 2e-4, 2.0 / n);
            Expect.Within("refused", attempts.Count(each => each is { IsFinal: true, Attempts: 1, Duration: 300 }) / (double)n, 2e-4, 1.0 / n);
            Expect.Within("given up", attempts.Count(each => each is { IsFinal: true, Attempts: 11, Duration: 170_500 }) / (double)n, Math.Pow(failures, 11), 1.0 / n);
        }
    }

    private static void Share<T>(string what, IReadOnlyCollection<T> samples, Func<T, bool> happens, double probability) =>
        Expect.Share(what, samples.Count(happens) / (double)samples.Count, probability, samples.Count);
}
