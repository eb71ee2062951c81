using MetricsSimulator.Sessions;

namespace MetricsSimulator.Test.Sessions;

/// <summary>What belongs together in a session, and in which order.</summary>
public sealed class PromptTest
{
    private const int Sessions = 100;

    public static MatrixTheoryData<string, ulong> Cases => Plans.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Accepted_decisions_are_the_tools_that_run_and_rejected_ones_have_no_result(string preset, ulong seed)
    {
        foreach (var plan in Plans.Of(Plans.Of(preset), seed, Sessions))
        {
            var decisions = plan.Events.OfType<ToolDecided>().ToDictionary(decided => decided.Use.Identity);
            var results = plan.Events.OfType<ToolCompleted>().ToDictionary(completed => completed.Use.Identity);
            Assert.Equal(decisions.Values.Where(decided => decided.Use.Decision.IsAccepted).Select(decided => decided.Use.Identity).Order(), results.Keys.Order());
            Assert.All(results.Values, result => Assert.Equal(decisions[result.Use.Identity].Offset, result.Offset - result.Duration));
            Assert.All(results.Values, result => Assert.True(result.IsSuccess || result is { LinesAdded: 0, LinesRemoved: 0, IsCommit: false, IsPullRequest: false }));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_prompt_ends_with_a_text_an_interrupt_or_an_error(string preset, ulong seed)
    {
        // Many errors, so that prompts end with them.
        var ends = new int[3];
        foreach (var plan in Plans.Of(Plans.Of(preset) with { FatalFailures = .01 }, seed, Sessions))
        {
            foreach (var prompt in plan.Events.OfType<PromptSubmitted>())
            {
                var texts = plan.Events.OfType<TextWritten>().Count(text => text.Prompt == prompt.Prompt);
                var aborts = plan.Events.OfType<ToolDecided>().Count(decided => decided.Use.Prompt == prompt.Prompt && decided.Use.Decision == Decision.Abort);
                var errors = plan.Events.OfType<CallFailed>().Count(failed => failed.Prompt == prompt.Prompt && failed.Source == CallSource.Main);
                Assert.Equal(1, texts + aborts + errors);
                (ends[0], ends[1], ends[2]) = (ends[0] + texts, ends[1] + aborts, ends[2] + errors);
            }
        }

        Assert.All(ends, count => Assert.True(count > 5));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Events_are_in_order_and_no_prompt_comes_during_the_one_before(string preset, ulong seed)
    {
        foreach (var plan in Plans.Of(Plans.WithoutSubagents(preset), seed, Sessions))
        {
            Assert.Equal(0, Assert.IsType<SessionStarted>(plan.Events[0]).Offset);
            Assert.Equal(plan.Events.Select(happened => happened.Offset).Order(), plan.Events.Select(happened => happened.Offset));
            // Without subagents, all that belongs to a prompt is over when the next begins, but for the side call.
            var prompt = -1;
            foreach (var happened in plan.Events)
            {
                if (happened is PromptSubmitted submitted) Assert.Equal(++prompt, submitted.Prompt);
                var number = happened switch
                {
                    ModelCalled { Source: not CallSource.Auxiliary } call => call.Prompt,
                    CallFailed failed => failed.Prompt,
                    ToolDecided decided => decided.Use.Prompt,
                    ToolCompleted completed => completed.Use.Prompt,
                    TextWritten text => text.Prompt,
                    _ => prompt,
                };
                Assert.Equal(prompt, number);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_session_goes_on_after_four_hours_with_another_start_and_types_no_longer_than_the_wait(string preset, ulong seed)
    {
        var again = 0;
        foreach (var plan in Plans.Of(Plans.WithoutSubagents(preset), seed, Sessions))
        {
            Assert.Contains(Assert.IsType<SessionStarted>(plan.Events[0]).StartType, plan.Traits.IsDelegated ? ["fresh", "agents_view"] : new[] { "fresh" });
            var starts = plan.Events.OfType<SessionStarted>().Skip(1).ToList();
            Assert.All(starts, started => Assert.Contains(started.StartType, new[] { "resume", "continue" }));
            long end = 0;
            foreach (var happened in plan.Events)
            {
                if (happened is PromptSubmitted { Prompt: > 0 } prompt)
                {
                    Assert.Equal(prompt.Offset - end >= 4 * 3_600_000, starts.Any(started => started.Offset == prompt.Offset));
                    Assert.InRange(prompt.TypingTime, 0, prompt.Offset - end);
                }

                if (happened is TextWritten or CallFailed or ToolDecided { Use.Decision.Source: "user_abort" }) end = happened.Offset;
            }

            again += starts.Count;
        }

        Assert.True(again > 0);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_session_of_which_it_is_said_that_it_has_ended_has_ended(string preset, ulong seed)
    {
        var parameters = Plans.Of(preset);
        var planner = Plans.Planner(parameters, seed);
        var ended = 0;
        foreach (var plan in Plans.Of(parameters, seed, Sessions))
        {
            foreach (var days in new[] { 1.5, 3, 10, 29 })
            {
                var instant = plan.Traits.Start + (long)(days * 24 * 3_600_000);
                if (!planner.HasEnded(plan.Traits.Key, plan.Traits.Start, instant)) continue;
                ended++;
                Assert.True(plan.End < instant);
            }
        }

        Assert.True(ended > Sessions);
    }
}
