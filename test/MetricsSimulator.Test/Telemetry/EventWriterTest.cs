using System.Collections.Immutable;
using MetricsSimulator.Cycles;
using MetricsSimulator.Events;
using MetricsSimulator.Sessions;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Test.Documentation;

namespace MetricsSimulator.Test.Telemetry;

/// <summary>The events of sessions have the names and attributes of Claude Code: code.claude.com/docs/en/monitoring-usage, section "Events".</summary>
public sealed class EventWriterTest
{
    private const long Start = 1_800_000_000_000;
    private const string Request = "request_id client_request_id speed query_source";
    private const string MayOfRequest = "effort agent.name skill.name plugin.name marketplace.name mcp_server.name mcp_tool.name";
    private const string Standard = "user.id session.id organization.id user.email user.account_uuid user.account_id terminal.type event.name event.timestamp event.sequence prompt.id";

    // Long sessions whose calls often fail, so that a few hundred sessions contain every kind of event.
    private static readonly SessionPlanner Planner = new(
        new SessionParameters { Preset = WorkloadPreset.PowerUsers, CalmFailures = .75, FatalFailures = .01, SmallLimit = 60_000, LargeLimit = 90_000 },
        Draws.OfRun, new ServiceBursts(0, Draws.OfRun));

    private static readonly Team Ada = new([new Developer("ada", new WorkingHours(ZoneOffsets.Utc)) { Email = "ada@example.com" }]);
    private static readonly Lazy<ImmutableArray<Written>> Sessions = new(() => [.. Enumerable.Range(0, 120).Select(i => WrittenOf((uint)i))]);

    /// <summary>The attributes that an event always has beside those of all events, and those that it may have.</summary>
    public static TheoryData<string, string, string> Reference => new()
    {
        { "user_prompt", "prompt_length prompt message.uuid", "" },
        { "api_request", "model cost_usd cost_usd_micros duration_ms input_tokens output_tokens cache_read_tokens cache_creation_tokens " + Request, MayOfRequest },
        { "api_error", "model error status_code duration_ms attempt " + Request, MayOfRequest },
        { "api_retries_exhausted", "model error status_code total_attempts total_retry_duration_ms speed", "" },
        { "assistant_response", "response_length response model request_id message.uuid query_source", "" },
        { "tool_decision", "tool_name tool_use_id decision source tool_source", "" },
        { "tool_result", "tool_name tool_use_id success duration_ms decision_type decision_source tool_input_size_bytes tool_result_size_bytes", "error_type mcp_server_scope" },
        { "compaction", "trigger success duration_ms pre_tokens post_tokens", "" },
    };

    [Theory]
    [MemberData(nameof(Reference))]
    public void An_event_has_the_attributes_of_the_reference_and_no_others(string name, string always, string sometimes)
    {
        var events = All(name).ToList();
        Assert.NotEmpty(events);
        var must = $"{Standard} {always}".Split(' ');
        var may = sometimes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var happened in events)
        {
            Assert.Equal($"claude_code.{name}", happened.Name);
            Assert.Equal(name, Value(happened, "event.name"));
            var names = happened.Attributes.Select(attribute => attribute.Name).ToList();
            Assert.Distinct(names);
            Assert.Equal([], must.Except(names));
            Assert.Equal([], names.Except(must).Except(may));
        }

        foreach (var optional in may)
        {
            Assert.Contains(events, happened => Find(happened, optional) is not null);
            Assert.Contains(events, happened => Find(happened, optional) is null);
        }
    }

    [Fact]
    public void The_page_lists_them() => Assert.Equal(
        Reference.Select(row => row.Data).Select(row => string.Join(" | ", row.Item1, row.Item2, row.Item3)),
        MarkdownPage.Read("docs/events.md").TableRows("## Attributes").Skip(1).Select(row => string.Join(" | ", row.Select(cell => cell.Replace("`", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal)))));

    [Fact]
    public void There_is_no_other_event() => Assert.Equal(
        ["api_error", "api_request", "api_retries_exhausted", "assistant_response", "compaction", "tool_decision", "tool_result", "user_prompt"],
        Sessions.Value.SelectMany(session => session.Events).Select(happened => (string)Value(happened, "event.name")).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Texts_are_redacted_and_sizes_are_four_bytes_a_token()
    {
        Assert.All(All("user_prompt"), happened => Assert.Equal("<REDACTED>", Value(happened, "prompt")));
        Assert.All(All("assistant_response"), happened => Assert.Equal("<REDACTED>", Value(happened, "response")));
        foreach (var session in Sessions.Value)
        {
            Assert.Equal(
                session.Plan.Events.OfType<ToolCompleted>().Select(tool => (4 * tool.Use.InputTokens, 4 * tool.ResultTokens)),
                Named(session, "tool_result").Select(happened => ((long)Value(happened, "tool_input_size_bytes"), (long)Value(happened, "tool_result_size_bytes"))));
        }
    }

    [Fact]
    public void A_request_has_the_tokens_and_the_cost_of_its_call()
    {
        foreach (var session in Sessions.Value)
        {
            Assert.Equal(
                session.Plan.Events.OfType<ModelCalled>().Select(call => (call.Tokens, call.Cost / 1e10, (long)Math.Floor(call.Cost / 1e4 + .5), call.Duration)),
                Named(session, "api_request").Select(happened => (TokensOf(happened), (double)Value(happened, "cost_usd"), (long)Value(happened, "cost_usd_micros"), (long)Value(happened, "duration_ms"))));
        }

        static TokenCounts TokensOf(SimulatedEvent happened) => new(
            (long)Value(happened, "input_tokens"), (long)Value(happened, "output_tokens"), (long)Value(happened, "cache_read_tokens"), (long)Value(happened, "cache_creation_tokens"));
    }

    [Fact]
    public void The_source_of_a_request_is_a_thread_or_a_side_call()
    {
        Assert.Equal(
            ["compact", "general-purpose", "generate_session_title", "repl_main_thread"],
            All("api_request").Select(happened => (string)Value(happened, "query_source")).Distinct().Order(StringComparer.Ordinal));
        // Only a compaction may be one of the main thread or of a subagent.
        foreach (var happened in All("api_request").Where(happened => Value(happened, "query_source") is not "compact"))
            Assert.Equal(Value(happened, "query_source") is "general-purpose" ? "general-purpose" : null, Find(happened, "agent.name"));
    }

    [Fact]
    public void Retries_are_told_once_they_are_exhausted_and_a_request_that_is_refused_has_none()
    {
        foreach (var session in Sessions.Value)
        {
            var errors = Named(session, "api_error").ToList();
            Assert.All(errors, happened => Assert.Contains((long)Value(happened, "attempt"), (long[])[1, 11]));
            Assert.All(errors, happened => Assert.StartsWith($"{Value(happened, "status_code")} {{\"type\":\"error\"", (string)Value(happened, "error"), StringComparison.Ordinal));
            Assert.Equal(
                errors.Where(happened => (long)Value(happened, "attempt") == 11).Select(happened => (happened.Instant, Value(happened, "status_code"), Value(happened, "duration_ms"))),
                Named(session, "api_retries_exhausted").Select(happened => (happened.Instant, Value(happened, "status_code"), Value(happened, "total_retry_duration_ms"))));
        }
    }

    [Fact]
    public void A_sequence_counts_from_zero_in_each_process()
    {
        foreach (var session in Sessions.Value)
        {
            var starts = session.Plan.Events.OfType<SessionStarted>().Count();
            var numbers = session.Events.Select(happened => (long)Value(happened, "event.sequence")).ToList();
            var expected = 0L;
            foreach (var number in numbers)
            {
                if (number == 0) expected = 0;
                Assert.Equal(expected++, number);
            }

            Assert.Equal(starts, numbers.Count(number => number == 0));
        }

        Assert.Contains(Sessions.Value, session => session.Plan.Events.OfType<SessionStarted>().Count() > 1);
    }

    [Fact]
    public void A_writer_that_begins_in_the_middle_of_a_session_writes_the_same()
    {
        var whole = Sessions.Value.MaxBy(session => session.Events.Length)!;
        var middle = whole.Plan.Events.Length / 2;
        var rest = WrittenOf(whole.Number, middle).Events;
        Assert.NotEmpty(rest);
        Assert.Equal(whole.Events.TakeLast(rest.Length), rest);
    }

    [Fact]
    public void Identifiers_look_like_those_of_the_API_and_tie_events_together()
    {
        var requests = All("api_request").Select(happened => (string)Value(happened, "request_id")).ToHashSet();
        Assert.Equal(All("api_request").Count(), requests.Count);
        Assert.All(requests, id => Assert.Matches("^req_011[1-9A-HJ-NP-Za-km-z]{21}$", id));
        Assert.All(All("assistant_response"), happened => Assert.Contains((string)Value(happened, "request_id"), requests));
        Assert.Distinct(All("api_request").Select(happened => (string)Value(happened, "client_request_id")));
        var decided = All("tool_decision").ToDictionary(happened => (string)Value(happened, "tool_use_id"));
        Assert.All(decided.Keys, id => Assert.Matches("^toolu_01[1-9A-HJ-NP-Za-km-z]{22}$", id));
        foreach (var result in All("tool_result"))
        {
            var decision = decided[(string)Value(result, "tool_use_id")];
            Assert.Equal(("accept", Value(result, "tool_name"), Value(result, "decision_source")), (Value(decision, "decision"), Value(decision, "tool_name"), Value(decision, "source")));
        }

        var prompts = All("user_prompt").Select(happened => (string)Value(happened, "prompt.id")).ToHashSet();
        Assert.Equal(All("user_prompt").Count(), prompts.Count);
        Assert.All(prompts, id => Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", id));
        Assert.All(Sessions.Value.SelectMany(session => session.Events), happened => Assert.Contains((string)Value(happened, "prompt.id"), prompts));
        Assert.Distinct(All("user_prompt").Concat(All("assistant_response")).Select(happened => (string)Value(happened, "message.uuid")));
    }

    [Fact]
    public void The_skill_of_a_plugin_names_the_plugin_and_its_marketplace()
    {
        var requests = All("api_request").ToList();
        Assert.Contains(requests, happened => Find(happened, "plugin.name") is not null);
        Assert.All(requests, happened => Assert.Equal(
            Find(happened, "skill.name") is "code-review" ? ("code-review", "claude-plugins-official") : ((object?)null, (object?)null),
            (Find(happened, "plugin.name"), Find(happened, "marketplace.name"))));
    }

    [Fact]
    public void With_repositories_an_event_names_that_of_its_session()
    {
        var plan = Sessions.Value[0].Plan;
        var session = new OpenSession(new SessionAddress(0, 0, 0, plan.Traits.Start), Ada.Developers[0]) { Plan = plan };
        var events = ImmutableArray.CreateBuilder<SimulatedEvent>();
        new EventWriter(1, Ada, new TelemetryOptions { IncludesRepository = true }).Write(session, 1, events);

        Assert.Equal(plan.Traits.Repository.Url, Value(events[0], "vcs.repository.url.full"));
        Assert.Equal(plan.Traits.Repository.Name, Value(events[0], "vcs.repository.name"));
        Assert.Equal(("example-org", "github"), (Value(events[0], "vcs.owner.name"), Value(events[0], "vcs.provider.name")));
    }

    [Fact]
    public void The_names_of_MCP_are_on_the_request_that_reads_the_result_and_on_no_other()
    {
        var read = 0;
        foreach (var session in WithoutSubagents())
        {
            var isPending = false;
            foreach (var happened in session.Events)
            {
                var name = (string)Value(happened, "event.name");
                if (name == "tool_result") isPending |= ((string)Value(happened, "tool_name")).StartsWith("mcp__", StringComparison.Ordinal);
                if (name is not ("api_request" or "api_error") || (string)Value(happened, "query_source") == "generate_session_title") continue;
                Assert.Equal(isPending ? "custom" : null, Find(happened, "mcp_server.name"));
                Assert.Equal(Find(happened, "mcp_server.name"), Find(happened, "mcp_tool.name"));
                // A request that failed has read nothing.
                if (name == "api_error") continue;
                if (isPending) read++;
                isPending = false;
            }
        }

        Assert.True(read > 10);
    }

    [Fact]
    public void The_name_of_a_skill_is_on_the_requests_of_its_prompt_that_follow_it()
    {
        var active = 0;
        foreach (var session in WithoutSubagents())
        {
            var isActive = false;
            foreach (var happened in session.Events)
            {
                var name = (string)Value(happened, "event.name");
                if (name == "user_prompt") isActive = false;
                if (name == "tool_result" && Value(happened, "tool_name") is "Skill" && Value(happened, "success") is "true") isActive = true;
                if (name is not ("api_request" or "api_error") || (string)Value(happened, "query_source") == "generate_session_title") continue;
                Assert.Equal(isActive, Find(happened, "skill.name") is not null);
                if (isActive) active++;
            }
        }

        Assert.True(active > 10);
    }

    [Fact]
    public void Who_has_no_account_is_known_by_installation_and_session()
    {
        var team = new Team([new Developer("ada", new WorkingHours(ZoneOffsets.Utc))]);
        var names = WrittenOf(1, team: team, options: new TelemetryOptions { IncludesSessionId = false }).Events[0].Attributes.Select(attribute => attribute.Name).TakeWhile(name => name != "event.name");
        Assert.Equal(["user.id", "session.id", "terminal.type"], names);
    }

    private static IEnumerable<SimulatedEvent> All(string name) => Sessions.Value.SelectMany(session => Named(session, name));

    private static IEnumerable<SimulatedEvent> Named(Written session, string name) => session.Events.Where(happened => happened.Name == "claude_code." + name);

    private static IEnumerable<Written> WithoutSubagents() => Sessions.Value.Where(session => Named(session, "tool_result").All(happened => Value(happened, "tool_name") is not "Agent"));

    private static object? Find(SimulatedEvent happened, string attribute) => happened.Attributes.FirstOrDefault(each => each.Name == attribute).Value;

    private static object Value(SimulatedEvent happened, string attribute) => happened.Attributes.Single(each => each.Name == attribute).Value;

    private static Written WrittenOf(uint number, int from = 0, Team? team = null, TelemetryOptions? options = null)
    {
        team ??= Ada;
        var session = new OpenSession(new SessionAddress(0, 0, 0, Start), team.Developers[0]) { Plan = Planner.Plan(new DrawKey(number, 7), Start) };
        var writer = new EventWriter(42, team, options ?? new TelemetryOptions());
        var events = ImmutableArray.CreateBuilder<SimulatedEvent>();
        for (var i = from; i < session.Plan.Events.Length; i++) writer.Write(session, i, events);
        return new Written(number, session.Plan, events.DrainToImmutable());
    }

    private sealed record Written(uint Number, SessionPlan Plan, ImmutableArray<SimulatedEvent> Events);
}
