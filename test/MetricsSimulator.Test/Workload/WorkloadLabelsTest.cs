using MetricsSimulator.Cycles;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Sessions;
using MetricsSimulator.Simulation;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Test.Workload;

/// <summary>Which labels the series of a workload have.</summary>
public sealed class WorkloadLabelsTest
{
    private static readonly string[] s_account = ["organization_id", "user_email", "user_account_uuid", "user_account_id"];

    [Fact]
    public void By_default_series_have_the_labels_that_a_collector_exports()
    {
        var series = SeriesOf(new TelemetryOptions());

        Assert.Equal(
            ["user_id", "session_id", .. s_account, "terminal_type", "team", "model", "query_source", "effort", "otel_scope_name", "otel_scope_version", "job"],
            series["claude_code_cost_usage_USD_total"].First(labels => labels.ContainsKey("effort")).Keys);
        Assert.Equal(["user_id", "session_id", .. s_account, "terminal_type", "team", "start_type", "otel_scope_name", "otel_scope_version", "job"], series["claude_code_session_count_total"][0].Keys);
        Assert.Equal(["service_version", "os_type", "os_version", "host_arch", "team", "job"], series["target_info"][0].Keys);
        Assert.All(series.Values.SelectMany(each => each), labels => Assert.Equal("claude-code", labels["job"]));
    }

    [Fact]
    public void The_label_of_a_target_renames_that_of_a_series_as_Prometheus_does()
    {
        var series = SeriesOf(new TelemetryOptions(), new LabelDimension("job", ["otel-collector"]), new LabelDimension("instance", ["collector:8889"]));

        Assert.All(series.Values.SelectMany(each => each), labels => Assert.Equal(("claude-code", "otel-collector", "collector:8889"), (labels["exported_job"], labels["job"], labels["instance"])));
    }

    [Fact]
    public void Each_switch_takes_or_adds_its_labels()
    {
        Assert.DoesNotContain("session_id", KeysOf(new TelemetryOptions { IncludesSessionId = false }));
        Assert.DoesNotContain("user_account_uuid", KeysOf(new TelemetryOptions { IncludesAccountUuid = false }));
        Assert.DoesNotContain("team", KeysOf(new TelemetryOptions { IncludesResourceAttributes = false }));
        Assert.DoesNotContain("job", KeysOf(new TelemetryOptions { Profile = new NameProfile(NameStyle.Direct) }));
        Assert.Superset(new HashSet<string>(["app_version", "app_entrypoint"]), KeysOf(new TelemetryOptions { IncludesVersion = true, IncludesEntrypoint = true }));
        Assert.Superset(new HashSet<string>(["service_name", "service_version", "os_type", "os_version", "host_arch"]), KeysOf(new TelemetryOptions { ConvertsResource = true }));
        Assert.False(SeriesOf(new TelemetryOptions { HasTargetInfo = false }).ContainsKey("target_info"));
    }

    [Theory]
    [InlineData(NameStyle.Collector)]
    [InlineData(NameStyle.Direct)]
    [InlineData(NameStyle.NoSuffix)]
    [InlineData(NameStyle.Legacy)]
    [InlineData(NameStyle.Specification)]
    public void The_definition_names_the_labels_of_all_series_and_no_others(NameStyle style)
    {
        var least = new TelemetryOptions
        {
            Profile = new NameProfile(style),
            ExpireAfter = null,
            IncludesSessionId = false,
            IncludesAccountUuid = false,
            IncludesResourceAttributes = false,
        };
        var most = new TelemetryOptions
        {
            Profile = new NameProfile(style),
            ExpireAfter = null,
            IncludesVersion = true,
            IncludesEntrypoint = true,
            IncludesRepository = true,
            ConvertsResource = true,
        };
        foreach (var (options, email) in (ReadOnlySpan<(TelemetryOptions, string?)>)[(least, null), (least, "dev@example.com"), (most, "dev@example.com"), (most, null)])
        {
            var series = SeriesOf(options, email);
            var definition = Definition(options, email);
            foreach (var ((name, _), labels) in definition.Families.Zip(definition.LabelNames))
            {
                Assert.Equal(labels.Distinct(), labels);
                if (!series.TryGetValue(name, out var shown)) continue;
                // No session has all attributes that one may have: some have no effort, no skill and no tool of a server.
                string[] further = [.. TelemetryMetric.All.SelectMany(metric => metric.Attributes).Select(NameProfile.LabelOf)];
                HashSet<string> keys = [.. shown.SelectMany(each => each.Keys)];
                Assert.Equal([.. labels.Where(keys.Contains)], labels.Where(label => keys.Contains(label) || !further.Contains(label)));
                Assert.All(shown, each => Assert.Equal(each.Keys, labels.Where(each.ContainsKey)));
            }
        }
    }

    [Theory]
    [InlineData(NameStyle.Collector)]
    [InlineData(NameStyle.Direct)]
    [InlineData(NameStyle.NoSuffix)]
    [InlineData(NameStyle.Legacy)]
    public void With_repositories_all_series_of_a_session_name_its_own_and_nothing_else_changes(NameStyle style)
    {
        var options = new TelemetryOptions { Profile = new NameProfile(style), ExpireAfter = null };
        var without = SeriesOf(options);
        var with = SeriesOf(options with { IncludesRepository = true });

        string[] names = ["vcs_repository_url_full", "vcs_owner_name", "vcs_repository_name", "vcs_provider_name"];
        var series = with.Where(family => family.Key != "target_info").SelectMany(family => family.Value).ToList();
        Assert.All(series, labels => Assert.Equal(
            ($"https://github.com/example-org/{labels["vcs_repository_name"]}", "example-org", "github"), (labels[names[0]], labels[names[1]], labels[names[3]])));
        Assert.All(series.GroupBy(labels => labels["session_id"]), session => Assert.Single(session.Select(labels => labels["vcs_repository_name"]).Distinct()));
        Assert.Equal(5, series.Select(labels => labels["vcs_repository_name"]).Distinct().Count());
        Assert.Equal(without.Keys, with.Keys);
        Assert.All(without, family => Assert.Equal(family.Value, with[family.Key].Select(labels => labels.Where(label => !names.Contains(label.Key)).ToDictionary())));
    }

    [Fact]
    public void Without_session_ids_a_developer_has_a_series_for_each_repository()
    {
        var together = SeriesOf(new TelemetryOptions { ExpireAfter = null, IncludesSessionId = false, IncludesRepository = true })["claude_code_session_count_total"];
        var apart = SeriesOf(new TelemetryOptions { ExpireAfter = null, IncludesRepository = true })["claude_code_session_count_total"];

        Assert.Equal(apart.Select(labels => (labels["user_id"], labels["vcs_repository_name"], labels["start_type"])).Distinct().Count(), together.Count);
    }

    [Fact]
    public void A_developer_without_an_account_is_known_by_the_installation_alone()
    {
        var labels = SeriesOf(new TelemetryOptions(), email: null)["claude_code_session_count_total"][0];

        Assert.Empty(s_account.Intersect(labels.Keys));
        Assert.Matches("^[0-9a-f]{64}$", labels["user_id"]);
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", labels["session_id"]);
    }

    [Fact]
    public void Without_session_ids_the_sessions_of_a_developer_are_one_series()
    {
        var apart = SeriesOf(new TelemetryOptions { ExpireAfter = null })["claude_code_session_count_total"];
        var together = SeriesOf(new TelemetryOptions { ExpireAfter = null, IncludesSessionId = false })["claude_code_session_count_total"];

        Assert.True(apart.Count > together.Count);
        Assert.Equal(apart.Select(labels => (labels["user_id"], labels["start_type"])).Distinct().Count(), together.Count);
    }

    private static HashSet<string> KeysOf(TelemetryOptions options) =>
        [.. SeriesOf(options).Where(family => family.Key != "target_info").SelectMany(family => family.Value).SelectMany(labels => labels.Keys)];

    private static Dictionary<string, List<Dictionary<string, string>>> SeriesOf(TelemetryOptions options, params LabelDimension[] constants) => SeriesOf(options, "dev@example.com", constants);

    private static Dictionary<string, List<Dictionary<string, string>>> SeriesOf(TelemetryOptions options, string? email, params LabelDimension[] constants)
    {
        var timeline = new Timeline(new DateTimeOffset(2026, 11, 25, 9, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(10));
        var simulator = new Simulator(new SimulationModel(4, timeline, [], sources: [Definition(options, email)]), constantLabels: [.. constants]);
        var found = new Dictionary<string, List<Dictionary<string, string>>>(StringComparer.Ordinal);
        simulator.AdvanceTo(360);
        foreach (var family in simulator.Layout.Families)
            found.Add(family.Name, [.. Enumerable.Range(0, family.Range.Count).Select(i => family.Labels.LabelsOf(i).ToDictionary(label => label.Key, label => label.Value, StringComparer.Ordinal))]);
        return found.Where(family => family.Value.Count > 0).ToDictionary(family => family.Key, family => family.Value, StringComparer.Ordinal);
    }

    private static WorkloadDefinition Definition(TelemetryOptions options, string? email)
    {
        var team = new Team([.. Enumerable.Range(0, 10).Select(i => new Developer($"d{i}", new WorkingHours(ZoneOffsets.Utc)) { Email = email is null ? null : $"{i}-{email}", Attributes = [KeyValuePair.Create("team", "data")] })])
        {
            SessionsPerHour = 5,
        };
        return new WorkloadDefinition(team, new SessionParameters(), options);
    }
}
