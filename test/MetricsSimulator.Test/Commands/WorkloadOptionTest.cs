using MetricsSimulator.Cli.Commands;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Test.Dashboards;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

/// <summary>The option <c>--workload</c>, and what other commands say about a workload.</summary>
public sealed class WorkloadOptionTest
{
    private static readonly string[] s_hour = ["generate", "--start", "2026-11-25T14:00:00Z", "--duration", "10m", "--seed", "3", "--format", "csv"];

    [Fact]
    public async Task The_built_in_team_is_that_of_the_shipped_configuration()
    {
        using var folder = new TemporaryFolder();
        var team = await Ran.Async([.. s_hour, "--workload", "team", "--output", folder.File("team")]);
        var shipped = await Ran.Async([.. s_hour, "--config", Repository.PathOf("config/claude-code.yaml"), "--output", folder.File("shipped")]);

        Assert.Equal((0, 0), (team.Status, shipped.Status));
        var samples = File.ReadAllText(folder.File("team"));
        Assert.Equal(File.ReadAllText(folder.File("shipped")), samples);
        Assert.Contains("claude_code_cost_usage_USD_total", samples, StringComparison.Ordinal);
        Assert.DoesNotContain("otel_claude_code_", samples, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_with_a_workload_is_a_workload()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("team.yaml", "workload: {sessions_per_hour: 5, telemetry: {profile: direct}}\n");

        var ran = await Ran.Async([.. s_hour, "--workload", file, "--output", folder.File("csv")]);

        Assert.Equal(0, ran.Status);
        Assert.Contains("claude_code_cost_usage_total,\"{user_id=", File.ReadAllText(folder.File("csv")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tea", "tea: there is no such workload. Did you mean 'team'?\n  The built-in workload is team; a file is named with its path.\n1 error; nothing was started.\n")]
    [InlineData("", "--workload: must be the name of a file or folder, ")]
    public async Task A_workload_that_there_is_not_is_refused(string name, string message)
    {
        var ran = await Ran.Async([.. s_hour, "--workload", name]);

        Assert.Equal((2, ""), (ran.Status, ran.Output));
        Assert.StartsWith(message, ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configuration_without_a_team_is_no_workload()
    {
        var file = Repository.PathOf("config/simulator.yaml");

        var ran = await Ran.Async([.. s_hour, "--workload", file]);

        Assert.Equal(new Ran(2, "", $"--workload: {file}: has no block 'workload'; use --config for a configuration without a team.\n"), ran);
    }

    [Fact]
    public async Task A_workload_and_a_configuration_exclude_each_other()
    {
        var ran = await Ran.Async([.. s_hour, "--workload", "team", "--config", Repository.PathOf("config/simulator.yaml")]);

        Assert.Equal(new Ran(2, "", "--workload: cannot be combined with --config, which may have a block workload itself. Leave out one of the two.\n"), ran);
    }

    [Theory]
    [InlineData("direct", "claude_code_cost_usage_total{")]
    [InlineData("nosuffix", "claude_code_cost_usage{")]
    [InlineData("legacy", "claude_code_active_time_total_s_total{")]
    [InlineData("specification", "otel_claude_code_cost_usd{")]
    public async Task A_profile_gives_the_metrics_of_a_workload_its_names(string profile, string series)
    {
        using var folder = new TemporaryFolder();
        var ran = await Ran.Async([.. s_hour[..^1], "openmetrics", "--workload", "team", "--profile", profile, "--output", folder.File("text")]);

        Assert.Equal((0, ""), (ran.Status, ran.Error));
        Assert.Contains(series, File.ReadAllText(folder.File("text")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--profile: needs a workload, whose metrics it names. Add --workload team, or a block workload to the configuration.\n", "direct")]
    [InlineData("--profile: must be collector, direct, nosuffix, legacy or specification, got 'dirct'. Did you mean 'direct'?\n", "dirct", "--workload", "team")]
    public async Task A_profile_that_cannot_be_is_refused(string message, string profile, params string[] more)
    {
        foreach (var command in (string[][])[[.. s_hour, "--output", "-"], ["serve"], ["dashboard", "--output", "boards"], ["rules", "--output", "-"]])
        {
            var ran = await Ran.Async([.. command, "--profile", profile, .. more]);

            Assert.Equal((2, ""), (ran.Status, ran.Output));
            Assert.StartsWith(message, ran.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_profile_whose_names_are_taken_is_refused()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("team.yaml", "simulator: {catalogue: claude_code}\nworkload: {}\n");

        var ran = await Ran.Async([.. s_hour, "--config", file, "--profile", "specification"]);

        Assert.Equal((2, "--profile: the name 'otel_claude_code_token_usage_tokens_total' is taken by token_usage.\n"), (ran.Status, ran.Error));
    }

    [Theory]
    [InlineData("workload: {developers: 5, telemetry: {expire_after: never}}\n", true)]
    [InlineData("workload: {developers: 5, telemetry: {expire_after: never, include_session_id: false}}\n", false)]
    [InlineData("workload: {developers: 5, telemetry: {expire_after: 180m}}\n", false)]
    public async Task Check_warns_of_series_that_never_end(string configuration, bool isWarned)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("team.yaml", configuration);
        var ran = await Ran.Async("check", file);

        Assert.Equal(0, ran.Status);
        if (isWarned) Assert.Matches($"^{file}:1:53: workload.telemetry.expire_after: warning: no series ever ends, so that there are about [0-9]+ more each day, without end; ", ran.Error);
        else Assert.Empty(ran.Error);
    }

    [Fact]
    public async Task A_scenario_for_the_built_in_metrics_is_one_error_of_a_team()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("team.yaml", "simulator: {scenario: everyday}\nworkload: {developers: 5}\n");
        const string Rest = "everyday changes metrics of the built-in catalogue, and this configuration has only a workload.\n"
            + "  For a team, choose one of team_week, model_migration, onboarding, budget_blowout, api_incident, team_incidents, phantom_two_million. To have the built-in metrics too, add 'catalogue: claude_code' to the block simulator.\n";

        Assert.Equal(new Ran(2, "", $"{file}:1:23: scenario: {Rest}1 error; {file} is not valid.\n"), await Ran.Async("check", file));
        Assert.Equal(new Ran(2, "", $"scenarios/everyday.yaml: {Rest}1 error; nothing was started.\n"), await Ran.Async("truth", "--workload", "team", "--scenario", "everyday", "--duration", "1h"));
    }

    [Fact]
    public async Task Check_says_what_a_day_of_a_workload_has()
    {
        using var folder = new TemporaryFolder();
        // 60 sessions an hour at all hours of all days: 1440 a day, each the same for all developers.
        var file = folder.Write("team.yaml", "workload: {developers: 1, sessions_per_hour: 60, hours: {from: 0, to: 24, weekend: 1}, parameters: {delegated: 1, steps_delegated: [1, 0], no_tool_delegated: 1}}\n");

        var ran = await Ran.Async("check", file);

        Assert.Equal((0, ""), (ran.Status, ran.Error));
        // A session that is one call has four events: its start, the prompt, the call, and the text.
        Assert.Matches($"^{file}: valid, a team of 1; a day has about 1,400 sessions, 5,[78]00 events and [0-9,]+ new series, and costs [0-9,.]+ USD\n$", ran.Output);
    }

    [Fact]
    public async Task Check_warns_of_a_team_that_takes_long_to_start_and_cannot_keep_up()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("team.yaml", "simulator: {update_interval: 500ms}\nworkload:\n  developers: 100000\n  hours: {from: 0, to: 24, weekend: 1}\n");

        var ran = await Ran.Async("check", file);

        // 100,000 developers × 140 µs + 720,000 sessions a day × 80 µs = 72 s, and 100,000 × 4 µs = 400 ms.
        Assert.Equal(0, ran.Status);
        Assert.Equal(
            $"{file}:3:15: workload.developers: warning: a run takes about 72 s of processor time to start, because the 30 days before it are computed first; a smaller team starts faster.\n"
            + $"{file}: simulator.update_interval: warning: a tick of this team takes about 400 ms of processor time, so that a live run may not keep up; use a longer interval or a smaller team.\n",
            ran.Error);
    }

    [Theory]
    [InlineData(1000, "")]
    [InlineData(50_000, "Computing the sessions that are open at the start, from the 30 days before it. A team of 50,000 takes about 36 s of processor time.\n")]
    public void A_run_says_before_it_starts_that_it_takes_long(int developers, string expected)
    {
        using var folder = new TemporaryFolder();
        using var error = new StringWriter();
        var run = Boards.RunOf(folder.Write("team.yaml", $"workload:\n  developers: {developers}\n  hours:\n    from: 0\n    to: 24\n    weekend: 1\n"));

        WorkloadStart.Announce(run, new ProgramContext(TextWriter.Null, error, TimeProvider.System, ErrorIsTerminal: false, CancellationToken.None));

        Assert.Equal(expected, error.ToString().ReplaceLineEndings("\n"));
    }
}
