using System.Globalization;
using MetricsSimulator.Simulation;
using MetricsSimulator.Test.Dashboards;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

public sealed class CommandLineTest
{
    private const string Serve = "See 'claude-metrics-simulator serve --help'.\n";

    [Theory]
    [InlineData("--port", "99999", "--port: must be a port from 0 to 65535, got '99999'.\n" + Serve)]
    [InlineData("--port", "http", "--port: must be a port from 0 to 65535, got 'http'.\n" + Serve)]
    [InlineData("--seed", "-1", "--seed: must be a whole number from 0 to 18446744073709551615, got '-1'.\n" + Serve)]
    [InlineData("--seed", "1.5", "--seed: must be a whole number from 0 to 18446744073709551615, got '1.5'.\n" + Serve)]
    [InlineData("--start", "yesterday", "--start: must be a time with an offset like 2026-01-01T00:00:00Z, got 'yesterday'.\n" + Serve)]
    [InlineData("--time-scale", "0", "--time-scale: must be a number from 1 to 10000, got '0'.\n" + Serve)]
    [InlineData("--time-scale", "fast", "--time-scale: must be a number from 1 to 10000, got 'fast'.\n" + Serve)]
    [InlineData("--stop-after", "0s", "--stop-after: must be a number of seconds or a duration like 10s, 500ms or 1h30m, above 0, got '0s'.\n" + Serve)]
    [InlineData("--label", "team", "--label: must be NAME=VALUE, got 'team'.\n" + Serve)]
    [InlineData("--label", "le=5", "--label: the label belongs to the exposition of histograms and summaries, got 'le'.\n" + Serve)]
    [InlineData("--label", "team=", "--label: a label value may not be empty: Prometheus takes that for an absent label.\n" + Serve)]
    [InlineData("--label", "model=x", "--label: the label 'model' belongs to the metric token_usage; choose another name.\n1 error; nothing was started.\n")]
    [InlineData("--host", "prometheus.example", "--host: must be localhost or an address of this machine (0.0.0.0 for all of them), got 'prometheus.example'.\n" + Serve)]
    [InlineData("--start", "1969-12-31T23:59:59Z", "--start: must be from 1970 to 9000, got '1969-12-31T23:59:59Z'.\n")]
    public async Task A_wrong_option_of_serve_is_told_with_status_2(string option, string value, string expected)
    {
        var ran = await Ran.Async("serve", option, value);
        Assert.Equal(2, ran.Status);
        Assert.Equal(expected, ran.Error);
        Assert.Empty(ran.Output);
    }

    [Fact]
    public async Task A_start_in_the_future_is_told_with_status_2()
    {
        var ran = await Ran.Async("serve", "--start", "8999-01-01T00:00:00Z");
        Assert.Equal(2, ran.Status);
        Assert.StartsWith("--start: must not be in the future (now is ", ran.Error);
    }

    [Fact]
    public async Task A_start_in_the_future_that_a_file_gives_is_told_with_its_place()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("future.yaml", "simulator:\n  start: 8999-01-01T00:00:00Z\n");
        var ran = await Ran.Async("serve", "--config", file);
        Assert.Equal(2, ran.Status);
        Assert.StartsWith(file + ":2:10: start: must not be in the future (now is ", ran.Error);
    }

    [Fact]
    public async Task Timestamps_and_a_time_scale_exclude_each_other()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("config.yaml", "server:\n  timestamps: true\n");
        var ran = await Ran.Async("serve", "--config", file, "--time-scale", "60");
        Assert.Equal(2, ran.Status);
        Assert.Equal($"{file}:2:15: server.timestamps: must be false with --time-scale. Simulated time would run ahead of the clock, and Prometheus refuses samples from the future.\n", ran.Error);
    }

    [Fact]
    public async Task A_configuration_with_errors_starts_nothing()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("bad.yaml", "simulator:\n  metrics:\n    token_usage:\n      volatility: -50\n");
        var ran = await Ran.Async("--config", file);
        Assert.Equal(2, ran.Status);
        Assert.StartsWith(file + ":4:19: metrics.token_usage.volatility: must be 0 or more, got -50.\n", ran.Error);
        Assert.EndsWith("1 error; nothing was started.\n", ran.Error);
    }

    [Fact]
    public async Task A_file_that_is_missing_is_told()
    {
        var ran = await Ran.Async("serve", "--config", "/nowhere/simulator.yaml");
        Assert.Equal(2, ran.Status);
        Assert.StartsWith("/nowhere/simulator.yaml: ", ran.Error);
    }

    [Fact]
    public async Task Check_counts_metrics_and_series_of_a_valid_file()
    {
        var file = Path.Combine(Repository.Root, "config", "simulator.yaml");
        var ran = await Ran.Async("check", file);
        Assert.Equal((0, $"{file}: valid, 5 metrics, 36 series\n", ""), (ran.Status, ran.Output, ran.Error));
    }

    [Fact]
    public async Task Check_goes_on_to_the_next_file_after_errors()
    {
        using var folder = new TemporaryFolder();
        var bad = folder.Write("bad.yaml", "simulator: {seed: x}\n");
        var good = folder.Write("good.yaml", "simulator: {seed: 1}\n");
        var ran = await Ran.Async("check", bad, good);
        Assert.Equal(2, ran.Status);
        Assert.StartsWith(bad + ":1:19: seed: ", ran.Error);
        Assert.StartsWith(good + ": valid, ", ran.Output);
    }

    [Fact]
    public async Task Check_counts_patterns_and_anomalies_of_a_scenario()
    {
        var file = Path.Combine(Repository.Root, "scenarios", "anomaly_detection.yaml");
        var ran = await Ran.Async("check", file);
        Assert.Equal((0, $"{file}: valid scenario, 1 pattern, 19 anomalies; play it with --scenario\n", ""), (ran.Status, ran.Output, ran.Error));
    }

    [Fact]
    public async Task Every_shipped_file_is_valid()
    {
        var configurations = await Ran.Async(["check", .. FilesOf("config")]);
        Assert.Equal((0, ""), (configurations.Status, configurations.Error));
        // Without the teams that play them, some have warnings.
        var scenarios = await Ran.Async(["check", .. FilesOf("scenarios"), Path.Combine(Repository.Root, "config", "faults-of-the-way.scenario.yaml")]);
        Assert.Equal(0, scenarios.Status);

        static IEnumerable<string> FilesOf(string folder) => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.yaml").Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Check_counts_the_metrics_and_series_that_a_scrape_shows()
    {
        using var folder = new TemporaryFolder();
        string[] files = [Path.Combine(Repository.Root, "config", "runners.yaml"), folder.Write("runners.yaml", "runners: {}\n"), folder.Write("both.yaml", "simulator: {catalogue: claude_code}\nworkload: {developers: 2}\n")];
        foreach (var file in files)
        {
            var run = Boards.RunOf(file, null, 1, DateTimeOffset.UnixEpoch);
            var layout = new Simulator(run.Model).Layout;
            var ran = await Ran.Async("check", file);
            Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{file}: valid, {layout.MetricCount} metrics, {layout.SeriesCount} series\n"), ran.Output);
        }
    }

    [Fact]
    public async Task Check_says_where_a_label_of_a_developer_belongs()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("team.yaml", "workload: {members: [{name: ann, team: x}]}\n");
        var ran = await Ran.Async("check", file);
        Assert.Equal(2, ran.Status);
        Assert.StartsWith($"{file}:1:34: workload.members[0].team: unknown key.\n  The keys here are ", ran.Error);
        Assert.Contains(". To give the developer the label 'team', write attributes: {team: VALUE}.\n", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_takes_the_team_that_plays_a_scenario_and_warns_of_what_the_built_in_team_lacks()
    {
        const string Early = "patterns: [{name: day, duration: 24h}]\nanomalies: [{kind: early_expiry, at: 0s, duration: 1h, magnitude: 6000}]\n";
        using var folder = new TemporaryFolder();
        var scenario = folder.Write("early.yaml", Early);
        var team = folder.Write("team.yaml", "simulator: {scenario: early.yaml}\nworkload: {developers: 2, telemetry: {expire_after: 3h}}\n");
        var alone = await Ran.Async("check", scenario);
        Assert.Equal((0, $"{scenario}: valid scenario, 1 pattern, 1 anomaly; play it with --config FILE --scenario\n"), (alone.Status, alone.Output));
        Assert.Matches($@"^{scenario}:2:\d+: anomalies\[0\]\.magnitude: warning: with the built-in team, must be less than expire_after, \d+ seconds, or nothing would change, got 6000\.\n$", alone.Error);
        var together = await Ran.Async("check", scenario, team);
        Assert.Equal((0, ""), (together.Status, together.Error));
        Assert.StartsWith($"{scenario}: valid scenario, 1 pattern, 1 anomaly; play it with --config {team}\n", together.Output);
        folder.Write("team.yaml", "simulator: {scenario: early.yaml}\nworkload: {developers: 2, telemetry: {expire_after: 1h}}\n");
        Assert.Equal(2, (await Ran.Async("check", scenario, team)).Status);

        var shared = folder.Write("shared.yaml", "patterns: [{name: day, duration: 24h, anomalies: [{kind: two_writers, at: 0s, duration: 24h}]}]\n");
        Assert.Equal(
            new Ran(
                0, $"{shared}: valid scenario, 1 pattern, 1 anomaly; play it with --config FILE --scenario\n",
                $"{shared}: warning: with the built-in team, two_writers needs series that sessions share: set include_session_id: false in workload.telemetry, as config/phantom-two-million.yaml does.\n"),
            await Ran.Async("check", shared));
    }

    [Fact]
    public async Task Check_tells_what_is_wrong_with_a_scenario()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("bad.yaml", "patterns:\n  - {duration: 1h, token_drift: fast}\n");
        var ran = await Ran.Async("check", file);
        Assert.Equal(2, ran.Status);
        Assert.StartsWith(file + ":2:33: patterns[0].token_drift: must be a number, got 'fast'.\n", ran.Error);
        Assert.EndsWith($"1 error; {file} is not valid.\n", ran.Error);
    }

    [Fact]
    public async Task Check_tells_what_is_wrong_with_the_scenario_of_a_configuration()
    {
        using var folder = new TemporaryFolder();
        var scenario = folder.Write("night.yaml", "patterns: [{duration: 1h, error_rate: 7}]\n");
        var file = folder.Write("simulator.yaml", "simulator: {scenario: ./night.yaml}\n");
        var ran = await Ran.Async("check", file);
        Assert.Equal(2, ran.Status);
        Assert.StartsWith(Path.Combine(Path.GetDirectoryName(scenario)!, "./night.yaml") + ":1:39: patterns[0].error_rate: must be from 0 to 1, got 7.\n", ran.Error);
    }

    [Fact]
    public async Task Scenarios_are_listed_with_one_line_each()
    {
        var ran = await Ran.Async("scenarios");
        Assert.Equal(0, ran.Status);
        Assert.Equal(["everyday", "normal", "load_test", "degradation", "daily_cycle", "anomaly_detection", "incidents", "team_week", "model_migration", "onboarding", "budget_blowout", "api_incident", "team_incidents", "phantom_two_million"], ran.Output.TrimEnd('\n').Split('\n').Select(line => line.Split(' ')[0]));
        Assert.All(ran.Output.TrimEnd('\n').Split('\n'), line => Assert.EndsWith(".", line));
    }

    [Theory]
    [InlineData("normal")]
    [InlineData("load_test")]
    [InlineData("degradation")]
    [InlineData("daily_cycle")]
    [InlineData("anomaly_detection")]
    public async Task A_shown_scenario_is_its_file_but_for_the_line_for_editors(string name)
    {
        var ran = await Ran.Async("scenarios", "show", name);
        var file = await File.ReadAllTextAsync(Repository.PathOf($"scenarios/{name}.yaml"), TestContext.Current.CancellationToken);
        Assert.Equal((0, file[(file.IndexOf('\n', StringComparison.Ordinal) + 1)..], ""), (ran.Status, ran.Output, ran.Error));
    }

    [Fact]
    public async Task A_scenario_that_there_is_not_is_told_with_the_nearest()
    {
        var ran = await Ran.Async("scenarios", "show", "degradatoin");
        Assert.Equal(2, ran.Status);
        Assert.Equal(
            """
            degradatoin: there is no such scenario. Did you mean 'degradation'?
              The built-in scenarios are everyday, normal, load_test, degradation, daily_cycle, anomaly_detection, incidents, team_week, model_migration, onboarding, budget_blowout, api_incident, team_incidents, phantom_two_million; a file ends in .yaml or has a '/'.
            1 error; nothing was printed.

            """, ran.Error);
        Assert.Empty(ran.Output);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("scenarios", "--help")]
    [InlineData("scenarios", "show", "--help")]
    [InlineData("serve", "--help")]
    [InlineData("generate", "--help")]
    [InlineData("truth", "--help")]
    [InlineData("check", "--help")]
    [InlineData("keys", "--help")]
    [InlineData("--version")]
    public async Task Help_and_version_are_no_errors(params string[] arguments)
    {
        var ran = await Ran.Async(arguments);
        Assert.Equal(0, ran.Status);
        Assert.NotEmpty(ran.Output);
        Assert.Empty(ran.Error);
    }

    [Theory]
    [InlineData("simulate")]
    [InlineData("serve", "extra")]
    [InlineData("generate")]
    [InlineData("truth")]
    [InlineData("check")]
    [InlineData("scenarios", "show")]
    [InlineData("scenarios", "extra")]
    [InlineData("generate", "--duration", "0")]
    [InlineData("generate", "--duration", "-1h")]
    [InlineData("generate", "--duration", "1h", "--format", "xml")]
    public async Task Arguments_that_fit_no_command_are_told_with_status_2(params string[] arguments)
    {
        var ran = await Ran.Async(arguments);
        Assert.Equal(2, ran.Status);
        Assert.NotEmpty(ran.Error);
        Assert.Empty(ran.Output);
    }

    [Theory]
    [InlineData("--config", "generate", "--duration", "1h")]
    [InlineData("--output", "generate", "--duration", "1h")]
    [InlineData("--journal", "generate", "--duration", "1h")]
    [InlineData("--output", "backfill", "--duration", "1h")]
    [InlineData("--output", "backfill", "--duration", "1h", "--format", "csv")]
    [InlineData("--resume", "backfill", "--duration", "1h", "--format", "remote-write", "--url", "http://localhost:1/")]
    [InlineData("--journal", "serve")]
    [InlineData("--data", "serve", "--history", "1h")]
    public async Task A_name_that_is_empty_is_told_with_status_2(string option, params string[] arguments)
    {
        var ran = await Ran.Async([.. arguments, option, ""]);
        Assert.Equal((2, $"{option}: must be the name of a file or folder, got ''.\nSee 'claude-metrics-simulator {arguments[0]} --help'.\n"), (ran.Status, ran.Error));
    }

    [Theory]
    [InlineData("--output", "dashboard")]
    [InlineData("--data", "serve", "--history", "1h")]
    public async Task Standard_output_is_no_folder(string option, params string[] arguments)
    {
        var ran = await Ran.Async([.. arguments, option, "-"]);
        Assert.Equal((2, $"{option}: must be the name of a folder, got '-'. Several files cannot go to standard output.\nSee 'claude-metrics-simulator {arguments[0]} --help'.\n"), (ran.Status, ran.Error));
        Assert.False(Directory.Exists("-"));
    }

    [Theory]
    [InlineData("man", "--output")]
    [InlineData("dashboard", "--output")]
    [InlineData("rules", "--output")]
    [InlineData("generate", "--duration", "1m", "--seed", "1", "--output")]
    [InlineData("backfill", "--duration", "1h", "--seed", "1", "--end", "2026-01-02T00:00:00Z", "--output")]
    [InlineData("serve", "--port", "0", "--journal")]
    public async Task A_file_on_the_way_to_the_output_is_named(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("file", "");
        var ran = await Ran.Async([.. arguments, file + "/a/b"]);
        Assert.Equal(1, ran.Status);
        Assert.StartsWith($"{arguments[^1]}: {file}/a/b{(arguments[0] == "rules" ? "/claude-code.yaml" : "")} cannot be created, because {file} is a file, not a folder. Choose another place.", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("needs", "programs")]
    [InlineData("man", "--output")]
    [InlineData("generate", "--duration", "1m", "--seed", "1", "--output")]
    public async Task A_folder_that_was_removed_under_the_program_is_told(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        await using var program = RunningProgram.Start(
            "/bin/bash", "bash", ["-c", "mkdir $0/gone && cd $0/gone && rmdir ../gone && exec \"$@\"", folder.Path, Path.Combine(AppContext.BaseDirectory, "claude-metrics-simulator"), .. arguments, "x"]);
        await program.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((1, "--output: x cannot be created, because the folder in which the program was started is gone. Start it in another folder, or give a full path.\n"), (program.Process.ExitCode, program.Written));
    }

    [Theory]
    [Trait("needs", "programs")]
    [InlineData("--output", "rules", "--output", "-")]
    [InlineData("--output", "man")]
    [InlineData("--output", "generate", "--duration", "1m", "--seed", "1")]
    [InlineData("output", "keys")]
    public async Task A_standard_output_that_is_closed_is_told_in_the_same_words_by_every_command(string option, params string[] arguments)
    {
        await using var program = RunningProgram.Start("/bin/bash", "bash", ["-c", "exec \"$@\" >&-", "bash", Path.Combine(AppContext.BaseDirectory, "claude-metrics-simulator"), .. arguments]);
        await program.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((1, $"{option}: standard output is closed. Choose another place.\n"), (program.Process.ExitCode, program.Written));
    }

    [Theory]
    [InlineData("FILE: must be the name of a file, got ''.\nSee 'claude-metrics-simulator check --help'.\n", "check", "")]
    [InlineData("--format: must be one of openmetrics, csv, events, otlp-json, otlp-protobuf, got 'xml'.\nSee 'claude-metrics-simulator generate --help'.\n", "generate", "--duration", "1h", "--format", "xml")]
    [InlineData("See 'claude-metrics-simulator scenarios show --help'.\n", "scenarios", "show")]
    public async Task What_is_wrong_is_told_with_the_help_that_says_more(string end, params string[] arguments)
    {
        var ran = await Ran.Async(arguments);
        Assert.Equal(2, ran.Status);
        Assert.EndsWith(end, ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("needs", "programs")]
    [InlineData("scenarios")]
    [InlineData("keys")]
    [InlineData("check", "config/simulator.yaml")]
    public async Task A_standard_output_that_takes_nothing_is_told_in_one_line(params string[] arguments)
    {
        await using var program = RunningProgram.Start(
            "/bin/bash", "bash", ["-c", "cd \"$0\" && exec \"$@\" > /dev/full", Repository.Root, Path.Combine(AppContext.BaseDirectory, "claude-metrics-simulator"), .. arguments]);
        await program.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((1, "output: the disk of standard output is full. Make room there, or choose another place.\n"), (program.Process.ExitCode, program.Written));
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task A_server_that_cannot_greet_serves_all_the_same_and_blames_no_journal()
    {
        using var folder = new TemporaryFolder();
        await using var program = RunningProgram.Start(
            "/bin/bash", "bash", "-c", "exec \"$@\" > /dev/full", "bash", Path.Combine(AppContext.BaseDirectory, "claude-metrics-simulator"), "serve", "--port", "0", "--stop-after", "1s",
            "--journal", folder.File("journal"));
        await program.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, ""), (program.Process.ExitCode, program.Written));
        Assert.Single(await File.ReadAllLinesAsync(folder.File("journal")));
    }

    [Fact]
    public async Task A_time_scale_that_the_machine_cannot_follow_is_told_and_ends_the_program()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("config.yaml", "simulator: {update_interval: 1ms}\n");
        var ran = await Ran.Async("serve", "--port", "0", "--config", config, "--time-scale", "10000");
        Assert.Equal(
            (1, "--time-scale: must be smaller, or update_interval longer: ticks come faster than this machine computes them."), (ran.Status, ran.Error.TrimEnd().Split('\n')[^1]));
        Assert.DoesNotMatch("[1-9][0-9]{2,} %", ran.Error.Replace("100 %", "", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task A_past_that_takes_long_is_told_in_lines_where_there_is_no_terminal()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("wide.yaml", "simulator: {metrics: {queue: {type: gauge, volatility: 1, labels: {worker: {count: 30000, prefix: w}}}}}\n");
        await using var program = RunningProgram.StartSimulator("serve", "--port", "0", "--config", config, "--start", "2000-01-01T00:00:00Z");
        var told = await program.PollAsync("line", () => Task.FromResult(program.Written.Length > 0 ? program.Written : null));
        Assert.Matches(@"^Computing the past: \d+ %, \d+ s left\n", told);
    }
}
