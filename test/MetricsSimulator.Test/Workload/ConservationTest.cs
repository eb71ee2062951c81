using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Model;
using MetricsSimulator.Sessions;
using MetricsSimulator.Simulation;
using MetricsSimulator.Sources;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Test.Sessions;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Test.Workload;

/// <summary>Every counter is the sum over the events of a week, to the last unit.</summary>
[Trait("takes", "seconds")]
public sealed class ConservationTest
{
    private const int Ticks = 7 * 24 * 6;
    private const int Middle = 400;
    private const ulong Seed = 1;

    private static readonly Team First = TeamRun.TeamOf(1, 2, 3, 4, 5);

    public static MatrixTheoryData<string, ulong> Cases => Plans.Cases;

    public static TheoryData<NameStyle, bool> Profiles { get; } = new()
    {
        { NameStyle.Collector, true }, { NameStyle.Collector, false }, { NameStyle.Direct, true }, { NameStyle.Direct, false }, { NameStyle.Legacy, true }, { NameStyle.Legacy, false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_metrics_of_a_week_are_the_sums_of_its_events(string preset, ulong seed)
    {
        var (parameters, telemetry) = (Plans.Of(preset), OptionsOf(NameStyle.Collector, true));
        var simulator = new Simulator(TeamRun.Model(First, parameters, telemetry, seed));
        simulator.AdvanceTo(Ticks);
        Expect(EventsOf(parameters, seed), simulator, telemetry);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void They_are_with_anomalies_of_every_kind_all_the_time(string preset, ulong seed)
    {
        var (parameters, telemetry) = (Plans.Of(preset), OptionsOf(NameStyle.Collector, true));
        // Each kind four times a day, for three hours.
        var scenario = new Scenario("all", [new Phase("", TimeSpan.MaxValue)], repeats: false,
            [.. AnomalyKinds.All.Where(kind => kind.IsOfWorkload).Select(kind => new AnomalyDefinition(kind, null, TimeSpan.FromHours(3), timing: AnomalyTiming.PerDay(4)))]);
        var model = TeamRun.Model(First, parameters, telemetry, seed);
        model = new SimulationModel(seed, model.Timeline, [], scenario, model.Sources);
        var simulator = new Simulator(model);
        simulator.AdvanceTo(Ticks);

        var schedule = new AnomalySchedule(model);
        var context = new SourceContext(seed, model.Timeline.Start, model.Timeline.UpdateInterval, 0, [], _ => []) { HasAnomalies = () => true, AnomaliesBetween = schedule.WindowsBetween };
        var stream = new SessionStream(First, parameters, seed, Enumerable.Range(0, First.Developers.Length), WorkloadCauses.Of(First, context));
        stream.Begin(Plans.Monday);
        var events = TeamRun.EventsOf(stream, InstantOf(Ticks));
        Expect(events, simulator, telemetry);
        Assert.True(events.Count > 1.3 * EventsOf(parameters, seed).Count);

        var open = stream.Open.Select(session => session.Address).ToHashSet();
        foreach (var session in events.GroupBy(each => each.Session))
        {
            var (decided, completed) = (session.Select(each => each.Happened).OfType<ToolDecided>().ToList(), session.Select(each => each.Happened).OfType<ToolCompleted>().ToList());
            var accepted = decided.Where(tool => tool.Use.Decision.IsAccepted).Select(tool => tool.Use.Identity).ToHashSet();
            Assert.All(completed, tool => Assert.True(accepted.Contains(tool.Use.Identity) || session.Key.Address.Start < Plans.Monday));
            Assert.All(session, each => Assert.InRange(each.Happened.Offset, 0, session.Key.Plan!.Events[^1].Offset));
            if (open.Contains(session.Key.Address) || session.Key.Address.Start < Plans.Monday) continue;
            Assert.Equal(accepted.Count, completed.Count);
            Assert.Same(session.Key.Plan!.Events[^1], session.Last().Happened);
        }
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void They_are_in_every_profile_with_and_without_sessions(NameStyle style, bool hasSessions)
    {
        var (parameters, telemetry) = (Plans.Of("enterprise"), OptionsOf(style, hasSessions));
        var simulator = new Simulator(TeamRun.Model(First, parameters, telemetry));
        simulator.AdvanceTo(Ticks);
        Expect(EventsOf(parameters, Seed), simulator, telemetry);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_metrics_of_the_specification_are_the_sums_of_the_same_events(string preset, ulong seed)
    {
        var parameters = Plans.Of(preset);
        var simulator = new Simulator(TeamRun.Model(First, parameters, new TelemetryOptions { Profile = new NameProfile(NameStyle.Specification), ExpireAfter = null }, seed));
        simulator.AdvanceTo(Ticks);
        var expected = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var events = EventsOf(parameters, seed);
        foreach (var (_, happened) in events)
        {
            switch (happened)
            {
                case ModelCalled call:
                    Add("otel_claude_code_cost_usd", call.Cost, call.Model.Name);
                    Add("otel_claude_code_token_usage_tokens_total", call.Tokens.Input, call.Model.Name, "input");
                    Add("otel_claude_code_token_usage_tokens_total", call.Tokens.Output, call.Model.Name, "output");
                    Add("otel_claude_code_token_usage_tokens_total", call.Tokens.CacheRead, call.Model.Name, "cacheRead");
                    Add("otel_claude_code_token_usage_tokens_total", call.Tokens.CacheCreation, call.Model.Name, "cacheCreation");
                    break;
                case ToolCompleted tool:
                    Add("otel_claude_code_tool_usage_total", 1, tool.Use.Tool.Name);
                    if (!tool.IsSuccess) Add("otel_claude_code_error_total", 1, tool.Use.Tool.ErrorType);
                    break;
                case CallFailed failed:
                    Add("otel_claude_code_error_total", 1, $"{failed.Status}");
                    break;
            }
        }

        Assert.Equal(expected, TeamRun.Totals(simulator,
        [
            ("otel_claude_code_cost_usd", TokenPrices.UnitsPerDollar, ["model"]), ("otel_claude_code_token_usage_tokens_total", 1, ["model", "token_type"]),
            ("otel_claude_code_tool_usage_total", 1, ["tool_name"]), ("otel_claude_code_error_total", 1, ["error_type"]),
        ]));

        // A session ends with its last event, and is counted there with its duration.
        using var snapshot = simulator.Acquire();
        var durations = snapshot.Layout.Families.Single(family => family.Name == "otel_claude_code_session_duration_seconds");
        var ended = events.Where(each => ReferenceEquals(each.Happened, each.Session.Plan!.Events[^1])).Select(each => each.Happened.Offset).ToList();
        Assert.Equal(ended.Count, durations.LabelSets.Sum(labelSet => snapshot.Values[labelSet.Column + durations.Stride - 2]));
        Assert.Equal(ended.Sum(), durations.LabelSets.Sum(labelSet => Math.Round(1000 * snapshot.Values[labelSet.Column + durations.Stride - 1])));

        void Add(string family, long amount, params string[] values)
        {
            var key = TeamRun.KeyOf(family, values);
            if (amount > 0) expected[key] = expected.GetValueOrDefault(key) + amount;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nothing_is_lost_or_counted_twice_at_a_checkpoint(bool hasSessions)
    {
        var (parameters, telemetry) = (Plans.Of("power_users"), OptionsOf(NameStyle.Collector, hasSessions));
        var model = TeamRun.Model(First, parameters, telemetry);
        var before = new Simulator(model);
        before.AdvanceTo(Middle);
        var simulator = new Simulator(model, from: before.Keep());
        simulator.AdvanceTo(Ticks);
        Expect(EventsOf(parameters, Seed), simulator, telemetry);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nothing_is_lost_or_counted_twice_when_developers_join_and_leave_and_prices_change(bool hasSessions)
    {
        var (parameters, telemetry) = (Plans.Of("power_users"), OptionsOf(NameStyle.Collector, hasSessions));
        var (second, dearer) = (TeamRun.TeamOf(9, 1, 3, 8, 2), parameters with { Models = Prices.Dearer });
        var model = TeamRun.Model(First, parameters, telemetry);
        var simulator = new Simulator(model, journal: [new ModelChange.Reloaded(Middle, TeamRun.Model(second, dearer, telemetry))]);
        simulator.AdvanceTo(Ticks);

        var stream = new SessionStream(First, parameters, Seed, Enumerable.Range(0, 5));
        stream.Begin(Plans.Monday);
        var events = TeamRun.EventsOf(stream, InstantOf(Middle));
        var next = new SessionStream(second, dearer, Seed, Enumerable.Range(0, 5));
        next.GoOnFrom(stream, InstantOf(Middle));
        events.AddRange(TeamRun.EventsOf(next, InstantOf(Ticks)));
        Expect(events, simulator, telemetry);

        foreach (var (session, happened) in events)
        {
            if (happened is not ModelCalled call) continue;
            var isLate = session.Address.Start + call.Offset >= InstantOf(Middle);
            var prices = (isLate ? dearer : parameters).Models.At(call.Model.Role, 0).Prices[0].Prices;
            Assert.Equal(prices.CostOf(call.Tokens), call.Cost);
        }
    }

    [Fact]
    public void Every_result_has_its_decision_also_when_the_model_changes_in_between()
    {
        var parameters = Plans.Of("power_users");
        var stream = new SessionStream(First, parameters, Seed, Enumerable.Range(0, 5));
        stream.Begin(Plans.Monday);
        var open = stream.Open.Where(session => session.Plan is not null).Select(session => session.Address.Start).ToHashSet();
        var (decided, completed) = (new HashSet<(long, ulong)>(), new List<(long, ulong)>());
        // Others start between two cells: fewer tools, shorter steps, more errors.
        for (var change = 1; change <= 50; change++)
        {
            foreach (var (session, happened) in TeamRun.EventsOf(stream, InstantOf(20 * change)))
            {
                if (happened is ToolDecided { Use: { Decision.IsAccepted: true } use }) decided.Add((session.Address.Start, use.Identity));
                if (happened is ToolCompleted tool && !open.Contains(session.Address.Start)) completed.Add((session.Address.Start, tool.Use.Identity));
            }

            var next = new SessionStream(First, parameters with { Prompts = 3 + change % 5, OpusDelegated = change / 100.0, Steps = new(2 + change % 9, 1) }, Seed, Enumerable.Range(0, 5));
            next.GoOnFrom(stream, InstantOf(20 * change));
            stream = next;
        }

        Assert.True(completed.Count > 1000);
        Assert.All(completed, use => Assert.Contains(use, decided));
    }

    [Fact]
    public void The_series_of_a_session_end_when_nothing_was_counted_for_the_time_of_expiry()
    {
        var parameters = Plans.Of("enterprise");
        var simulator = new Simulator(TeamRun.Model(First, parameters, new TelemetryOptions { HasTargetInfo = false }, interval: TimeSpan.FromMinutes(1)));
        var stream = new SessionStream(First, parameters, Seed, Enumerable.Range(0, 5));
        stream.Begin(Plans.Monday);
        var last = new Dictionary<string, long>();
        var shown = 0;
        for (var tick = 1; tick <= 2 * 24 * 60; tick++)
        {
            var now = Plans.Monday + tick * 60_000L;
            foreach (var (session, happened) in TeamRun.EventsOf(stream, now)) last[Identities.SessionOf(session.Plan!.Traits.Key)] = session.Address.Start + happened.Offset;
            simulator.AdvanceTo(tick);
            using var snapshot = simulator.Acquire();
            foreach (var family in snapshot.Layout.Families)
            {
                foreach (var labelSet in family.LabelSets)
                {
                    var session = family.Labels.LabelsOf(labelSet.Number).Single(label => label.Key == "session_id").Value;
                    Assert.True(last[session] > now - 5 * 60_000, session);
                    shown++;
                }
            }
        }

        Assert.True(shown > 1000);
    }

    private static TelemetryOptions OptionsOf(NameStyle style, bool hasSessions) => new() { Profile = new NameProfile(style), IncludesSessionId = hasSessions, ExpireAfter = null };

    private static long InstantOf(long tick) => Plans.Monday + tick * 600_000;

    private static List<(OpenSession Session, SessionEvent Happened)> EventsOf(SessionParameters parameters, ulong seed)
    {
        var stream = new SessionStream(First, parameters, seed, Enumerable.Range(0, First.Developers.Length));
        stream.Begin(Plans.Monday);
        return TeamRun.EventsOf(stream, InstantOf(Ticks));
    }

    /// <summary>The eight counters are the sums of the events, label by label.</summary>
    private static void Expect(List<(OpenSession Session, SessionEvent Happened)> events, Simulator simulator, TelemetryOptions telemetry)
    {
        var who = telemetry.IncludesSessionId ? "session_id" : "user_email";
        var expected = new SortedDictionary<string, long>(StringComparer.Ordinal);
        Assert.Equal(events.Count, events.Distinct().Count());
        foreach (var (session, happened) in events)
        {
            var name = telemetry.IncludesSessionId ? Identities.SessionOf(session.Plan!.Traits.Key) : session.Developer.Email;
            switch (happened)
            {
                case SessionStarted started:
                    Add(TelemetryMetric.Sessions, 1, started.StartType);
                    break;
                case PromptSubmitted prompt:
                    Add(TelemetryMetric.ActiveTime, prompt.TypingTime, "user");
                    break;
                case ModelCalled call:
                    var source = call.Source is CallSource.Compaction ? "auxiliary" : call.Source.ToString().ToLowerInvariant();
                    Add(TelemetryMetric.Cost, call.Cost, ModelOf(call.Model, call.HasLargeWindow), source);
                    Add(TelemetryMetric.Tokens, call.Tokens.Input, ModelOf(call.Model, call.HasLargeWindow), source, "input");
                    Add(TelemetryMetric.Tokens, call.Tokens.Output, ModelOf(call.Model, call.HasLargeWindow), source, "output");
                    Add(TelemetryMetric.Tokens, call.Tokens.CacheRead, ModelOf(call.Model, call.HasLargeWindow), source, "cacheRead");
                    Add(TelemetryMetric.Tokens, call.Tokens.CacheCreation, ModelOf(call.Model, call.HasLargeWindow), source, "cacheCreation");
                    if (call.Source is CallSource.Main or CallSource.Compaction) Add(TelemetryMetric.ActiveTime, call.Duration, "cli");
                    break;
                case ToolDecided { Use: { Tool.Name: "Edit" or "Write" or "NotebookEdit" } use }:
                    Add(TelemetryMetric.Decisions, 1, use.Tool.Name, use.Decision.IsAccepted ? "accept" : "reject", use.Decision.Source, use.Language);
                    break;
                case ToolCompleted tool:
                    Add(TelemetryMetric.LinesOfCode, tool.LinesAdded, ModelOf(tool.Model, tool.HasLargeWindow), "added");
                    Add(TelemetryMetric.LinesOfCode, tool.LinesRemoved, ModelOf(tool.Model, tool.HasLargeWindow), "removed");
                    Add(TelemetryMetric.Commits, tool.IsCommit ? 1 : 0);
                    Add(TelemetryMetric.PullRequests, tool.IsPullRequest ? 1 : 0);
                    Add(TelemetryMetric.ActiveTime, tool.ActiveTime, "cli");
                    break;
            }

            void Add(TelemetryMetric metric, long amount, params string?[] values)
            {
                var key = TeamRun.KeyOf(telemetry.Profile.NameOf(metric), [name, .. values]);
                if (amount > 0) expected[key] = expected.GetValueOrDefault(key) + amount;
            }
        }

        Assert.True(expected.Count > 100);
        var found = TeamRun.Totals(simulator,
        [
            Of(TelemetryMetric.Sessions, "start_type"), Of(TelemetryMetric.LinesOfCode, "model", "type"), Of(TelemetryMetric.PullRequests), Of(TelemetryMetric.Commits),
            Of(TelemetryMetric.Cost, "model", "query_source"), Of(TelemetryMetric.Tokens, "model", "query_source", "type"),
            Of(TelemetryMetric.Decisions, "tool_name", "decision", "source", "language"), Of(TelemetryMetric.ActiveTime, "type"),
        ]);
        // A counter at 0 means the same as no counter.
        Assert.Equal(expected, found.Where(total => total.Value > 0));

        (string Family, long UnitsPerOne, ImmutableArray<string> Labels) Of(TelemetryMetric metric, params string[] labels) =>
            (telemetry.Profile.NameOf(metric), metric.UnitsPerOne, [who, .. labels]);
    }

    private static string ModelOf(LanguageModel model, bool hasLargeWindow) => hasLargeWindow ? $"{model.Name}[1m]" : model.Name;
}
