using MetricsSimulator.Sessions;

namespace MetricsSimulator.Test.Sessions;

/// <summary>What a thread sends to its model, call by call.</summary>
public sealed class ContextTest
{
    private const int Sessions = 100;

    public static MatrixTheoryData<string, ulong> Cases => Plans.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_context_grows_by_at_least_the_output_before_and_what_is_read_from_the_cache_is_nothing_or_the_base_or_the_context_before(string preset, ulong seed)
    {
        var parameters = Plans.WithoutSubagents(preset);
        foreach (var plan in Plans.Of(parameters, seed, Sessions))
        {
            long context = 0, least = 0, cached = 0;
            var ofBase = Plans.BaseOf(parameters, plan.Traits.Key);
            foreach (var happened in plan.Events)
            {
                if (happened is ContextCompacted compaction)
                {
                    Assert.InRange(compaction.After, ofBase + 1, compaction.Before - 1);
                    (context, least, cached) = (compaction.After, compaction.After, ofBase);
                }
                else if (happened is ModelCalled { Source: CallSource.Main, Tokens: var tokens })
                {
                    Assert.True(tokens.Context >= least, $"{tokens} after {least}");
                    Assert.Contains(tokens.CacheRead, context == 0 ? [0, ofBase] : new[] { 0, cached });
                    Assert.InRange(tokens.Input, Math.Min(2, tokens.Context - tokens.CacheRead), 10);
                    Assert.True(tokens is { CacheCreation: >= 0, Output: >= 1 and <= 32_000 }, $"{tokens}");
                    (context, least, cached) = (tokens.Context, tokens.Context + tokens.Output, tokens.Context);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_a_thread_sends_anew_adds_up_to_its_last_context_when_the_cache_forgets_nothing(string preset, ulong seed)
    {
        var parameters = Plans.WithoutSubagents(preset) with { Evictions = 0, CacheSeconds = double.PositiveInfinity, LargeLimit = long.MaxValue, SmallLimit = long.MaxValue, ManualCompactions = 0 };
        foreach (var plan in Plans.Of(parameters, seed, Sessions))
        {
            var calls = plan.Events.OfType<ModelCalled>().Where(call => call.Source == CallSource.Main).Select(call => call.Tokens).ToList();
            if (calls.Count > 0) Assert.Equal(calls[^1].Context, calls[0].CacheRead + calls.Sum(tokens => tokens.Input + tokens.CacheCreation));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Compactions_are_the_calls_that_compact_and_come_when_the_context_is_too_large(string preset, ulong seed)
    {
        // Low limits, so that many sessions compact.
        var parameters = Plans.WithoutSubagents(preset) with { LargeLimit = 120_000, SmallLimit = 90_000, ManualLimit = 70_000, ManualCompactions = .2 };
        var (auto, manual) = (0, 0);
        foreach (var plan in Plans.Of(parameters, seed, Sessions))
        {
            var limit = plan.Traits.HasLargeWindow ? parameters.LargeLimit : parameters.SmallLimit;
            var compactions = plan.Events.OfType<ContextCompacted>().ToList();
            var calls = plan.Events.OfType<ModelCalled>().Where(call => call.Source == CallSource.Compaction).ToList();
            Assert.Equal(compactions.Select(each => (each.Offset, each.Before, 0L)), calls.Select(call => (call.Offset, call.Tokens.Context, call.Tokens.Input)));
            Assert.All(calls, call => Assert.InRange(call.Tokens.Output, 1, 4000));
            Assert.All(compactions, each => Assert.True(each.IsManual ? each.Before > parameters.ManualLimit && each.Before <= limit : each.Before > limit));
            (auto, manual) = (auto + compactions.Count(each => !each.IsManual), manual + compactions.Count(each => each.IsManual));
        }

        Assert.True(auto > 5 && manual > 5, $"{auto} and {manual}");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_call_after_a_compaction_reads_the_base_even_when_calls_fail(string preset, ulong seed)
    {
        var parameters = Plans.WithoutSubagents(preset) with { LargeLimit = 60_000, SmallLimit = 60_000, FatalFailures = .3, CacheSeconds = double.PositiveInfinity, Evictions = 0 };
        var between = 0;
        foreach (var plan in Plans.Of(parameters, seed, Sessions))
        {
            for (var i = 0; i < plan.Events.Length; i++)
            {
                if (plan.Events[i] is not ContextCompacted) continue;
                var after = plan.Events.Skip(i + 1).Where(happened => happened is ModelCalled { Source: CallSource.Main or CallSource.Compaction } or CallFailed).ToList();
                if (after.OfType<ModelCalled>().FirstOrDefault() is not { } call) continue;
                Assert.Equal(Plans.BaseOf(parameters, plan.Traits.Key), call.Tokens.CacheRead);
                if (after[0] is CallFailed) between++;
            }
        }

        Assert.True(between > 0);
    }

    [Fact]
    public void A_subagent_has_a_context_of_its_own_that_telescopes()
    {
        var parameters = Plans.Of("enterprise") with { HasErrors = false, Evictions = 0, CacheSeconds = double.PositiveInfinity, SmallLimit = long.MaxValue };
        var traits = Plans.Planner(parameters, 1).TraitsOf(default, Plans.Monday);
        for (var i = 0; i < 200; i++)
        {
            var draft = new SessionDraft(traits, parameters, Draws.OfRun, new ServiceBursts(1, Draws.OfRun));
            var key = traits.Key.OfSubagent((uint)i, 0);
            var end = ThreadPlanner.RunSubagent(draft, key, new ModelChoice(parameters), 3, 1000, null);
            var calls = draft.InOrder().OfType<ModelCalled>().ToList();
            Assert.All(calls, call => Assert.Equal((CallSource.Subagent, false, 3), (call.Source, call.HasLargeWindow, call.Prompt)));
            Assert.Equal(calls[^1].Tokens.Context, calls[0].Tokens.CacheRead + calls.Sum(call => call.Tokens.Input + call.Tokens.CacheCreation));
            Assert.Equal(end, draft.InOrder()[^1].Offset);
            Assert.Contains(calls[0].Tokens.CacheRead, new[] { 0, Draws.OfRun.Count(parameters.SubagentBase, key, 0, SessionDraw.Base) });
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_call_costs_its_tokens_at_the_prices_that_hold_when_it_ends(string preset, ulong seed)
    {
        var change = DateTimeOffset.FromUnixTimeMilliseconds(Plans.StartOf(Sessions / 2));
        var (early, late, large) = (TokenPrices.PerMillion(5, 25), TokenPrices.PerMillion(4, 20), TokenPrices.PerMillion(10, 37.5m));
        var models = new LanguageModels(
            [.. LanguageModels.Default.All.Select(model => model with { Prices = [new(DateTimeOffset.UnixEpoch, 0, early), new(change, 0, late), new(change, 200_000, large)] })]);
        foreach (var forAnHour in new[] { false, true })
        {
            var found = new HashSet<TokenPrices>();
            foreach (var plan in Plans.Of(Plans.Of(preset) with { Models = models, CachesForAnHour = forAnHour }, seed, Sessions))
            {
                foreach (var call in plan.Events.OfType<ModelCalled>())
                {
                    var prices = plan.Traits.Start + call.Offset < change.ToUnixTimeMilliseconds() ? early : call.Tokens.Context > 200_000 ? large : late;
                    var write = forAnHour ? prices.CacheWriteHour : prices.CacheWrite;
                    var (input, output, read, written) = call.Tokens;
                    Assert.Equal(input * prices.Input + output * prices.Output + read * prices.CacheRead + written * write, call.Cost);
                    found.Add(prices);
                }
            }

            Assert.Equal(3, found.Count);
        }
    }
}
