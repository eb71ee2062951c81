using System.Globalization;
using MetricsSimulator.Configuration;
using MetricsSimulator.Events;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Simulation;
using Microsoft.Extensions.Time.Testing;

namespace MetricsSimulator.Test.Workload;

/// <summary>The events of a workload are those that its metrics count, however they are computed.</summary>
[Trait("takes", "seconds")]
public sealed class WorkloadEventsTest
{
    private const int Ticks = 2 * 360;

    private static readonly DateTimeOffset Start = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly SimulationModel Model =
        ConfigurationReader.ReadText("workload: {developers: 20, sessions_per_hour: 3, telemetry: {expire_after: never}}", "test.yaml").Configuration!.ToModel(7, Start);

    [Fact]
    public void Events_add_up_to_the_counters()
    {
        var events = new List<SimulatedEvent>();
        var simulator = new Simulator(Model, deliver: batch => events.AddRange(batch.Events));
        foreach (var tick in (int[])[1, 100, Ticks])
        {
            simulator.AdvanceTo(tick);
            using var snapshot = simulator.Acquire();
            var requests = events.Where(happened => happened.Name == "claude_code.api_request").ToList();
            foreach (var (type, attribute) in (IEnumerable<(string, string)>)
                [("input", "input_tokens"), ("output", "output_tokens"), ("cacheRead", "cache_read_tokens"), ("cacheCreation", "cache_creation_tokens")])
            {
                Assert.Equal(
                    Totals(requests.Select(happened => (KeyOf(happened), (decimal)(long)Value(happened, attribute)))),
                    Totals(Shown(snapshot, "claude_code_token_usage_tokens_total").Where(series => Label(series.Labels, "type") == type).Select(series => (KeyOf(series.Labels), (decimal)series.Value))));
            }

            // A double has some 16 digits, and the cost of a session ten decimals.
            Assert.Equal(
                Totals(requests.Select(happened => (KeyOf(happened), Math.Round((decimal)(double)Value(happened, "cost_usd"), 10)))),
                Totals(Shown(snapshot, "claude_code_cost_usage_USD_total").Select(series => (KeyOf(series.Labels), Math.Round((decimal)series.Value, 10)))));
            Assert.Equal(
                Totals(events.Where(happened => happened.Name == "claude_code.tool_decision" && Value(happened, "tool_name") is "Edit" or "Write" or "NotebookEdit")
                    .Select(happened => ($"{Value(happened, "session.id")} {Value(happened, "tool_name")} {Value(happened, "decision")} {Value(happened, "source")}", 1m))),
                Totals(Shown(snapshot, "claude_code_code_edit_tool_decision_total")
                    .Select(series => ($"{Label(series.Labels, "session_id")} {Label(series.Labels, "tool_name")} {Label(series.Labels, "decision")} {Label(series.Labels, "source")}", (decimal)series.Value))));
        }

        Assert.True(events.Count > 2000, events.Count.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Events_come_in_the_order_of_time_within_their_ticks()
    {
        var last = Start;
        foreach (var batch in History(Ticks))
        {
            foreach (var happened in batch.Events)
            {
                Assert.InRange(happened.Instant, Model.Timeline.InstantOf(batch.Tick - 1), Model.Timeline.InstantOf(batch.Tick).AddTicks(-1));
                Assert.True(happened.Instant >= last);
                last = happened.Instant;
            }
        }
    }

    [Fact]
    public void A_live_run_has_the_events_of_its_history()
    {
        var clock = new FakeTimeProvider(Start.AddHours(1));
        var batches = new List<EventBatch>();
        using var live = new LiveSimulator(Model, clock, deliver: batches.Add);
        Assert.True(live.Start());
        foreach (var seconds in (int[])[10, 25, 3600, 7]) clock.Advance(TimeSpan.FromSeconds(seconds));
        live.Acquire().Dispose();
        Assert.Equal(History(batches.Count), batches, Same);
    }

    [Fact]
    public void A_run_that_goes_on_from_a_checkpoint_has_the_same_events()
    {
        var whole = History(Ticks);
        var simulator = new Simulator(Model);
        simulator.AdvanceTo(500);
        var again = new List<EventBatch>();
        new Simulator(Model, from: simulator.Keep(), deliver: again.Add).AdvanceTo(Ticks);
        Assert.Equal(whole.Skip(500), again, Same);
    }

    [Theory]
    [InlineData("1s")]
    [InlineData("1m")]
    public void The_update_interval_changes_no_event(string interval)
    {
        var other = ConfigurationReader.ReadText(
            $"simulator: {{update_interval: {interval}}}\nworkload: {{developers: 20, sessions_per_hour: 3}}", "test.yaml").Configuration!.ToModel(7, Start);
        var events = new List<SimulatedEvent>();
        new Simulator(other, deliver: batch => events.AddRange(batch.Events)).AdvanceTo(other.Timeline.TicksIn(TimeSpan.FromHours(1)));
        Assert.Equal(History(360).SelectMany(batch => batch.Events), events);
    }

    private static List<EventBatch> History(int ticks)
    {
        var batches = new List<EventBatch>();
        new Simulator(Model, deliver: batches.Add).AdvanceTo(ticks);
        return batches;
    }

    private static bool Same(EventBatch one, EventBatch other) => one.Tick == other.Tick && one.Events.SequenceEqual(other.Events);

    private static IEnumerable<(string Key, decimal Sum)> Totals(IEnumerable<(string Key, decimal Value)> counted) =>
        counted.GroupBy(each => each.Key, each => each.Value, StringComparer.Ordinal).Select(group => (group.Key, group.Sum())).Where(total => total.Item2 > 0).OrderBy(total => total.Key, StringComparer.Ordinal);

    private static IEnumerable<(IReadOnlyList<KeyValuePair<string, string>> Labels, double Value)> Shown(Snapshot snapshot, string name)
    {
        var family = snapshot.Layout.Families.Single(family => family.Name == name);
        return [.. family.LabelSets.ToArray().Select(labelSet => ((IReadOnlyList<KeyValuePair<string, string>>)[.. family.Labels.LabelsOf(labelSet.Number)], snapshot.Values[labelSet.Column]))];
    }

    private static string? Label(IReadOnlyList<KeyValuePair<string, string>> labels, string name) => labels.FirstOrDefault(label => label.Key == name).Value;

    private static string KeyOf(IReadOnlyList<KeyValuePair<string, string>> labels) => string.Join(
        ' ', new[] { "session_id", "model", "query_source", "effort", "agent_name", "skill_name", "mcp_server_name", "mcp_tool_name" }.Select(name => Label(labels, name)));

    private static string KeyOf(SimulatedEvent request)
    {
        var source = (string)Value(request, "query_source") switch
        {
            "repl_main_thread" => "main",
            "general-purpose" => "subagent",
            _ => "auxiliary",
        };
        return string.Join(' ', new object?[]
        {
            Value(request, "session.id"), Value(request, "model"), source, Find(request, "effort"), Find(request, "agent.name"), Find(request, "skill.name"),
            Find(request, "mcp_server.name"), Find(request, "mcp_tool.name"),
        });
    }

    private static object? Find(SimulatedEvent happened, string attribute) => happened.Attributes.FirstOrDefault(each => each.Name == attribute).Value;

    private static object Value(SimulatedEvent happened, string attribute) => happened.Attributes.Single(each => each.Name == attribute).Value;
}
