using MetricsSimulator.Cli.Dashboards;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Dashboards;

/// <summary>Which boards a run gets, and where they are written.</summary>
public sealed class BoardSetTest
{
    private static readonly string[] s_story = ["Overview", "Cost and budget", "Sessions and latency", "Tools and errors", "Truth"];

    private static readonly string[] s_team = ["Overview", "Cost and budget", "Adoption", "Tools and errors", "Sessions"];

    [Theory]
    [InlineData(null, Boards.Folder)]
    [InlineData(Boards.Team, Boards.TeamFolder)]
    public void The_files_that_ship_are_what_the_catalogue_and_a_team_give(string? config, string shipped)
    {
        var boards = BoardSet.Of(Boards.RunOf(config)).ToDictionary(board => board.Uid + ".json", BoardJson.Write, StringComparer.Ordinal);
        var folder = Repository.PathOf(shipped);
        Assert.Equal(boards.Keys.Order(StringComparer.Ordinal), Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        foreach (var (file, text) in boards) Assert.True(File.ReadAllText(Path.Combine(folder, file)) == text, $"{shipped}/{file} is stale: run 'make docs'.");
    }

    [Theory]
    [InlineData(NameStyle.Collector, "claude_code_cost_usage_USD_total")]
    [InlineData(NameStyle.Direct, "claude_code_cost_usage_total")]
    [InlineData(NameStyle.NoSuffix, "claude_code_cost_usage")]
    [InlineData(NameStyle.Legacy, "claude_code_cost_usage_USD_total")]
    public void A_team_has_five_boards_that_show_all_its_counters_under_the_names_of_the_profile(NameStyle profile, string cost)
    {
        var run = Boards.RunOf(Boards.Team, profile: profile);
        var boards = BoardSet.Of(run);
        Assert.Equal(s_team, boards.Select(board => board.Name));
        Assert.All(boards, board => Assert.StartsWith("claude-code-", board.Uid, StringComparison.Ordinal));
        var shown = boards.SelectMany(board => board.Metrics).Select(metric => metric.Name).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(run.Model.Sources.Single().Families.Select(family => family.Name).Where(name => name != "target_info").Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
        Assert.Contains(cost, shown);
    }

    [Fact]
    public void A_team_with_the_names_of_the_specification_has_its_boards() =>
        Assert.Equal(Boards.All.Values.Where(board => board.Family == "Specification" && s_story.Contains(board.Name)).Select(board => BoardJson.Write(board)).Order(StringComparer.Ordinal),
            BoardSet.Of(Boards.RunOf(Boards.Team, profile: NameStyle.Specification)).Select(BoardJson.Write).Order(StringComparer.Ordinal));

    [Fact]
    public void Deltas_are_added_up_and_never_asked_for_a_rate() =>
        Assert.All(BoardSet.Of(Boards.RunOf(Boards.Team, profile: NameStyle.NoSuffix)).SelectMany(board => board.Panels).SelectMany(panel => panel.Queries), query =>
        {
            var promql = query.Query.Write(Cli.Queries.PromqlForm.Grafana);
            Assert.Contains("sum_over_time(", promql, StringComparison.Ordinal);
            Assert.DoesNotContain("max_over_time(", promql, StringComparison.Ordinal);
        });

    [Fact]
    public void Without_sessions_in_the_labels_no_panel_asks_for_them()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("team.yaml", "workload: {telemetry: {include_session_id: false, include_resource_attributes: false}}\n");
        var boards = BoardSet.Of(Boards.RunOf(file));
        Assert.Equal(s_team, boards.Select(board => board.Name));
        Assert.All(boards.SelectMany(board => board.Panels).SelectMany(panel => panel.Queries), query => Assert.DoesNotContain("session_id", query.Query.Write(Cli.Queries.PromqlForm.Grafana), StringComparison.Ordinal));
        Assert.All(boards, board => Assert.DoesNotContain(board.Panels, panel => panel.Title.Contains("team", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_catalogue_has_five_boards_that_show_every_metric_in_every_scenario()
    {
        foreach (var scenario in new[] { "none", "everyday", "normal", "degradation" })
        {
            var run = Boards.RunOf(null, scenario);
            var boards = BoardSet.Of(run);
            Assert.Equal(s_story, boards.Select(board => board.Name));
            var shown = boards.SelectMany(board => board.Metrics).Select(metric => metric.Name).ToHashSet(StringComparer.Ordinal);
            Assert.All(run.Model.Metrics, metric => Assert.Contains(metric.Name, shown));
            Assert.All(boards, board => Assert.StartsWith("specification-", board.Uid, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_panel_whose_metric_is_missing_is_left_out_and_a_board_without_panels_too()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("one.yaml", "simulator: {catalogue: none, metrics: {tool_usage: {type: counter, name: calls_total, labels: {tool_name: [Read]}, initial_value: 1}}}\n");

        var boards = BoardSet.Of(Boards.RunOf(file));

        Assert.Equal(["Overview", "Tools and errors", "Truth"], boards.Select(board => board.Name));
        Assert.Equal(["Tool calls a minute", "Tool calls"], boards[0].Panels.Select(panel => panel.Title));
        Assert.All(boards.SelectMany(board => board.Metrics), metric => Assert.Contains(metric.Name, new[] { "calls_total", "simulator_anomaly_active" }));
    }

    [Fact]
    public void A_metric_of_the_catalogue_with_other_labels_is_one_of_your_own()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("cost.yaml", "simulator: {metrics: {cost: {labels: {team: [a, b]}}}}\n");

        var own = Assert.Single(BoardSet.Of(Boards.RunOf(file)), board => board.Name == "Own metrics");

        Assert.Equal("sum by (team) (rate(otel_claude_code_cost_usd{job=~\"$job\",instance=~\"$instance\",team=~\"$team\"}[$__rate_interval]))", own.Panels.Single().Queries.Single().Query.Write(Cli.Queries.PromqlForm.Grafana));
    }

    [Fact]
    public void Each_metric_of_ones_own_has_a_row_with_panels_that_suit_its_type_and_unit()
    {
        var own = Boards.All["Specification: Own metrics"];

        Assert.Equal(
            [
                "queue_depth: timeseries short jobs",
                "disk_bytes: timeseries bytes",
                "wait: timeseries s",
                "sent_bytes_total: timeseries binBps",
                "job_seconds: timeseries s, heatmap s",
                "build_info: timeseries short",
            ],
            own.Rows.Select(row => $"{row.Title}: {string.Join(", ", row.Panels.Select(panel => $"{panel.Type} {panel.Unit.Grafana} {panel.Unit.Axis}".TrimEnd()))}"));
    }

    [Fact]
    public async Task Dashboard_writes_a_file_for_each_board_over_those_that_are_there()
    {
        using var folder = new TemporaryFolder();
        folder.Write("specification-overview.json", "old");

        var ran = await Ran.Async("dashboard", "--output", folder.Path);

        Assert.Equal((0, "", $"5 dashboards in {folder.Path}.\n"), (ran.Status, ran.Output, ran.Error));
        Assert.Equal(
            Directory.GetFiles(Repository.PathOf(Boards.Folder)).Select(file => (Path.GetFileName(file), File.ReadAllText(file))).Order(),
            Directory.GetFiles(folder.Path).Select(file => (Path.GetFileName(file), File.ReadAllText(file))).Order());
    }

    [Fact]
    public async Task A_configuration_with_errors_leaves_no_file()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("bad.yaml", "simulator: {metrics: {cost: {drfit: 1}}}\n");

        var ran = await Ran.Async("dashboard", "--config", file, "--output", folder.File("boards"));

        Assert.Equal(2, ran.Status);
        Assert.Contains("Did you mean 'drift'?", ran.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("boards")));
    }

    [Fact]
    public async Task A_file_in_the_way_of_the_folder_is_named()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("boards", "");

        var ran = await Ran.Async("dashboard", "--output", file);

        Assert.Equal((1, $"--output: {file} cannot be created, because a file is in the way. Choose another name.\n"), (ran.Status, ran.Error));
        Assert.Equal("", File.ReadAllText(file));
    }
}
