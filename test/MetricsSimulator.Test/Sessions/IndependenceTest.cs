using System.Collections.Immutable;
using MetricsSimulator.Sessions;

namespace MetricsSimulator.Test.Sessions;

/// <summary>A session depends on its key and its start alone, and no draw on another.</summary>
public sealed class IndependenceTest
{
    private const int Sessions = 50;

    public static MatrixTheoryData<string, ulong> Cases => Plans.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_same_key_gives_the_same_plan_in_any_order_on_any_thread(string preset, ulong seed)
    {
        var parameters = Plans.Of(preset);
        var expected = Plans.Of(parameters, seed, Sessions).ToList();
        var planner = Plans.Planner(parameters, seed);
        var found = new SessionPlan[Sessions];
        Parallel.For(0, Sessions, i =>
        {
            var number = Sessions - 1 - i;
            found[number] = planner.Plan(Plans.KeyOf(seed, number), Plans.StartOf(number));
        });
        for (var i = 0; i < Sessions; i++)
        {
            Assert.Equal(expected[i].Traits, found[i].Traits);
            Assert.Equal(expected[i].Events.AsEnumerable(), found[i].Events);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Twice_the_prices_make_twice_the_cost_and_change_nothing_else(string preset, ulong seed)
    {
        var models = new LanguageModels([.. LanguageModels.Default.All.Select(model => model with { Prices = [.. model.Prices.Select(Doubled)] })]);
        var (once, twice) = (EventsOf(Plans.Of(preset), seed), EventsOf(Plans.Of(preset) with { Models = models }, seed));
        Assert.Equal(once.Select(happened => happened is ModelCalled call ? call with { Cost = 2 * call.Cost } : happened).Select(Unpriced), twice.Select(Unpriced));
        Assert.True(once.OfType<ModelCalled>().Sum(call => call.Cost) > 0);

        static PricePeriod Doubled(PricePeriod period) => period with
        {
            Prices = new(2 * period.Prices.Input, 2 * period.Prices.CacheWrite, 2 * period.Prices.CacheWriteHour, 2 * period.Prices.CacheRead, 2 * period.Prices.Output),
        };

        static SessionEvent Unpriced(SessionEvent happened) => happened switch
        {
            ModelCalled call => call with { Model = Free(call.Model) },
            CallFailed failed => failed with { Model = Free(failed.Model) },
            ToolCompleted completed => completed with { Model = Free(completed.Model) },
            TextWritten text => text with { Model = Free(text.Model) },
            _ => happened,
        };

        static LanguageModel Free(LanguageModel model) => model with { Prices = [] };
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_tool_that_nobody_uses_changes_nothing_and_one_that_is_used_no_draw_of_another_purpose(string preset, ulong seed)
    {
        // Results of other lengths make other contexts, and those other times: errors depend on the time.
        var parameters = Plans.Of(preset) with { HasErrors = false };
        Assert.Equal(EventsOf(parameters, seed), EventsOf(parameters with { Tools = new Toolbox([.. Toolbox.Default.All, new Tool("Idle", 0, 0, new(1, 1), 100)]) }, seed));

        var used = parameters with { Tools = new Toolbox([.. Toolbox.Default.All, new Tool("Used", .5, .5, new(1, 1), 100)]) };
        Assert.Contains(EventsOf(used, seed).OfType<ToolDecided>(), decided => decided.Use.Tool.Name == "Used");
        foreach (var (before, after) in Plans.Of(parameters, seed, Sessions).Zip(Plans.Of(used, seed, Sessions)))
        {
            Assert.Equal(before.Traits, after.Traits);
            Assert.Equal(before.Events.OfType<PromptSubmitted>().Select(Drawn), after.Events.OfType<PromptSubmitted>().Select(Drawn));
            Assert.Equal(before.Events.OfType<TextWritten>().Select(text => text.Length), after.Events.OfType<TextWritten>().Select(text => text.Length));
            Assert.Equal(CallsOf(before), CallsOf(after));
        }

        static (int Prompt, long Length) Drawn(PromptSubmitted prompt) => (prompt.Prompt, prompt.Length);

        static IEnumerable<(int Prompt, long Output, long Duration)> CallsOf(SessionPlan plan) =>
            plan.Events.OfType<ModelCalled>().Where(call => call.Source == CallSource.Main).Select(call => (call.Prompt, call.Tokens.Output, call.Duration));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Another_language_changes_languages_alone(string preset, ulong seed)
    {
        var parameters = Plans.Of(preset);
        var more = parameters with { Languages = new Mix<string>([.. parameters.Languages.Entries, ("Scheme", .2)]) };
        var (before, after) = (EventsOf(parameters, seed), EventsOf(more, seed));
        Assert.NotEqual(before, after);
        Assert.Equal(before.Select(WithoutLanguage), after.Select(WithoutLanguage));

        static SessionEvent WithoutLanguage(SessionEvent happened) => happened switch
        {
            ToolDecided decided => decided with { Use = decided.Use with { Language = null } },
            ToolCompleted completed => completed with { Use = completed.Use with { Language = null } },
            _ => happened,
        };
    }

    private static ImmutableArray<SessionEvent> EventsOf(SessionParameters parameters, ulong seed) =>
        [.. Plans.Of(parameters, seed, Sessions).SelectMany(plan => plan.Events)];
}
