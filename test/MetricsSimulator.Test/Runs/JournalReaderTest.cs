using System.Globalization;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Model;
using MetricsSimulator.Processes;
using MetricsSimulator.Test.Commands;
using MetricsSimulator.Test.Http;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Runs;

public sealed class JournalReaderTest
{
    private const string Injection = """{"tick":3,"at":"2026-01-01T00:00:30Z","change":"inject","id":"i1","anomaly":{"kind":"spike","metric":"token_usage","duration":"5m"}}""";

    [Fact]
    public void What_is_written_is_read_back()
    {
        using var folder = new TemporaryFolder();
        var run = RunningServer.Read(folder.Write("config.yaml", "simulator: {seed: 18446744073709551615, start: 2026-01-01T00:00:03Z, scenario: anomaly_detection}\n"));
        var recorded = JournalReader.ReadFile(folder.Write("journal", JournalWriter.Beginning(run) + "\n" + Injection + "\n"), out var warning, out var errors);
        Assert.Empty(errors);
        Assert.Null(warning);
        Assert.Equal(run.Model, recorded!.Run.Model);
        var injected = Assert.IsType<ModelChange.Injected>(Assert.Single(recorded.Changes));
        Assert.Equal((3, 3, "i1", "spike"), (injected.Tick, injected.FirstTick, injected.Id, injected.Definition.Kind.Name));
    }

    [Theory]
    [InlineData("2026-01-01T00:00:30Z", 3)]
    [InlineData("2026-01-01T00:00:30.001Z", 4)]
    [InlineData("2026-01-02T00:00:00Z", 8640)]
    public void A_window_begins_at_the_start_of_its_record(string start, long expected)
    {
        var line = $$"""{"tick":3,"at":"2026-01-01T00:00:30Z","change":"inject","anomaly":{"id":"i1","kind":"spike","metric":"token_usage","duration":"5m","start":"{{start}}","end":"2026-01-03T00:00:00Z"} }""";
        var recorded = JournalReader.ReadText(JournalWriter.Beginning(Run()) + "\n" + line + "\n", "journal", out _, out var errors);
        Assert.Empty(errors);
        var injected = Assert.IsType<ModelChange.Injected>(Assert.Single(recorded!.Changes));
        Assert.Equal((3, expected), (injected.Tick, injected.FirstTick));
    }

    [Fact]
    public void A_last_line_that_breaks_off_is_left_out_with_a_warning()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("journal", JournalWriter.Beginning(Run()) + "\n" + Injection + "\n" + Injection[..40]);
        var recorded = JournalReader.ReadFile(file, out var warning, out _);
        Assert.Single(recorded!.Changes);
        Assert.Equal($"{file}:3: warning: the line is incomplete and is ignored; the run ended while it was written.", warning);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n \n")]
    [InlineData(" ")]
    public void Empty_lines_at_the_end_are_no_lines(string end)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("journal", JournalWriter.Beginning(Run()) + "\n" + Injection + "\n" + end);
        var recorded = JournalReader.ReadFile(file, out var warning, out var errors);
        Assert.Empty(errors);
        Assert.Null(warning);
        Assert.Single(recorded!.Changes);
    }

    [Theory]
    [InlineData("\n{}", "2: must be JSON; it breaks at byte 1")]
    [InlineData("[]", "2: must be one JSON object")]
    [InlineData("{", "2: must be JSON; it breaks at byte 2")]
    [InlineData("{\"tick\":\"\\ud800\"}", "2: must be JSON in UTF-8")]
    [InlineData("""{"tick":1,"tick":2,"change":"end","id":"i1"}""", "2: tick: the field is given twice")]
    [InlineData("""{"change":"end","id":"i1"}""", "2: tick: must be a whole number")]
    [InlineData("""{"tick":1.5,"change":"end","id":"i1"}""", "2: tick: must be a whole number")]
    [InlineData("""{"tick":0,"change":"end","id":"i1"}""", "2: tick: must be 1 or later, because changes are in the order of their ticks, got 0")]
    [InlineData("""{"tick":9000000000000000000,"change":"end","id":"i1"}""", "2: tick: must be before the year 9000, got 9000000000000000000")]
    [InlineData("""{"tick":1,"id":"i1"}""", "2: change: must be a text")]
    [InlineData("""{"tick":1,"change":"start","id":"i1"}""", "2: change: must be inject, end, scenario or reload, got 'start'")]
    [InlineData("""{"tick":1,"change":"end"}""", "2: id: must be a text")]
    [InlineData("{\"tick\":1,\"change\":\"end\",\"id\":\"spike-1-9\"}\n{\"tick\":2,\"change\":\"end\",\"id\":\"spike-1-9\"}", "3: id: names an anomaly that has ended before, at tick 1: 'spike-1-9'")]
    [InlineData("""{"tick":1,"change":"inject","id":"i1"}""", "2: anomaly: is missing")]
    [InlineData("""{"tick":1,"change":"inject","id":"i1","anomaly":5}""", "2: anomaly: must be a JSON object")]
    [InlineData("""{"tick":1,"change":"inject","id":"i1","anomaly":{"kind":"spike","metric":"token_usage","duration":"5m","magnitude":-1}}""", "2: anomaly.magnitude: must be ")]
    [InlineData("""{"tick":1,"change":"inject","id":"i1","anomaly":{"kind":"outage","duration":"5m","start":"x"}}""", "2: anomaly.start: must be a time with an offset like 2026-01-01T00:00:00Z, got 'x'")]
    [InlineData("""{"tick":1,"change":"inject","id":"i1","anomaly":{"kind":"outage","duration":"5m","start":"2026-01-01T00:00:09Z"}}""", "2: anomaly.start: must be 2026-01-01T00:00:10Z, the time of the line, or later, and before the year 9000, got 2026-01-01T00:00:09Z")]
    [InlineData("""{"tick":1,"change":"scenario"}""", "2: configuration: must be a text")]
    [InlineData("""{"tick":1,"change":"reload","configuration":"simulator: {seed: 1"}""", "2 (configuration):")]
    [InlineData("""{"tick":1,"change":"reload","configuration":"simulator: {seed: 1}"}""", "2: configuration: must give a seed and a start")]
    [InlineData("""{"tick":1,"change":"reload","configuration":"simulator: {seed: 8, start: 2026-01-01T00:00:00Z}"}""", "2: configuration: must have the seed, the start and the update interval of the run")]
    [InlineData("""{"tick":1,"change":"scenario","configuration":"simulator: {seed: 7, start: 2026-01-01T00:00:00Z}","scenario":"patterns: 5"}""", "2 (scenario)/scenario.yaml:1:")]
    public async Task A_wrong_line_is_told_with_its_place(string line, string expected)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("journal", JournalWriter.Beginning(Run()) + "\n" + line + "\n");
        var ran = await Ran.Async("generate", "--journal", file, "--duration", "1m");
        Assert.Equal(2, ran.Status);
        Assert.StartsWith($"{file}:{expected}", ran.Error);
        Assert.EndsWith("; nothing was written.\n", ran.Error);
        Assert.Empty(ran.Output);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 1000)]
    public void A_level_that_a_scenario_does_not_give_is_what_it_was_when_the_journal_was_written(int version, double expected)
    {
        var scenario = ScenarioReader.ReadText("patterns: [{duration: 1h, overrides: {token_usage: {process: ornstein_uhlenbeck, mean_reversion: {speed: 0.1}}}}]", "x.yaml").Draft!;
        var run = Run().With("x.yaml", scenario, out _)!;
        var journal = JournalWriter.Beginning(run).Replace("\"version\":3", string.Create(CultureInfo.InvariantCulture, $"\"version\":{version}"), StringComparison.Ordinal) + "\n";

        var replayed = JournalReader.ReadText(journal, "journal", out _, out var errors);

        Assert.Empty(errors);
        var tokens = Assert.IsType<CounterDefinition>(replayed!.Run.Model.Scenario.Phases[0].Metrics[0].Definition);
        Assert.Equal(expected, Assert.IsType<OrnsteinUhlenbeckDefinition>(tokens.Rate.Process).Level);
    }

    [Theory]
    [InlineData("", ":1: must be a journal, which begins with a line about the run; this has no complete line.\n")]
    [InlineData("{\"version\":1", ":1: must be a journal, which begins with a line about the run; this has no complete line.\n")]
    [InlineData("simulator: {}\n", ": this is a configuration: use it with --config.\n")]
    [InlineData("patterns: []\n", ": this is a scenario: play it with --scenario.\n")]
    [InlineData("seed: 1\n", ":1: must be JSON; it breaks at byte 1.\n")]
    [InlineData("{\"version\":4}\n", ":1: version: must be from 1 to 3, got 4: another version of the program wrote this.\n")]
    [InlineData("{\"seed\":2}\n", ":1: version: must be a whole number.\n")]
    public async Task What_is_no_journal_is_told(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("journal", text);
        var ran = await Ran.Async("truth", "--journal", file, "--duration", "1m");
        Assert.Equal((2, file + expected + "1 error; nothing was written.\n"), (ran.Status, ran.Error));
    }

    [Theory]
    [InlineData("\"seed\":7", "\"seed\":8", "seed: must be 7, as in the configuration of the run, got 8")]
    [InlineData("\"seed\":7", "\"seed\":\"x\"", "seed: must be 7, as in the configuration of the run, got x")]
    [InlineData("\"start\":\"2026", "\"start\":\"2025", "start: must be 2026-01-01T00:00:00Z, as in the configuration of the run, got 2025-01-01T00:00:00Z")]
    [InlineData("\"update_interval\":\"10s\"", "\"update_interval\":\"banana\"", "update_interval: must be 10s, as in the configuration of the run, got banana")]
    public async Task A_beginning_that_contradicts_its_configuration_is_told(string written, string changed, string expected)
    {
        using var folder = new TemporaryFolder();
        var beginning = JournalWriter.Beginning(Run());
        Assert.Contains(written, beginning, StringComparison.Ordinal);
        var file = folder.Write("journal", beginning.Replace(written, changed, StringComparison.Ordinal) + "\n");
        var ran = await Ran.Async("generate", "--journal", file, "--duration", "1m");
        Assert.Equal((2, $"{file}:1: {expected}.\n1 error; nothing was written.\n"), (ran.Status, ran.Error));
    }

    [Theory]
    [InlineData("\"update_interval\":\"24h\"", "\"update_interval\":\"1d\"")]
    [InlineData("\"update_interval\":\"24h\"", "\"update_interval\":86400")]
    [InlineData("\"start\":\"2026-01-01T00:00:00Z\"", "\"start\":\"2026-01-01 01:00:00.000+01:00\"")]
    [InlineData("\"seed\":7", "\"seed\":7.0")]
    [InlineData("{\"team\":\"ai\",\"zone\":\"a\"}", "{ \"zone\": \"\\u0061\", \"team\": \"ai\" }")]
    public void A_beginning_that_says_the_same_in_other_words_is_read(string written, string changed)
    {
        using var folder = new TemporaryFolder();
        var run = RunningServer.Read(folder.Write("config.yaml", "simulator: {start: 2026-01-01T00:00:00Z, update_interval: 1d}\nlabels: {team: ai, zone: a}\n"));
        var beginning = JournalWriter.Beginning(run);
        Assert.Contains(written, beginning, StringComparison.Ordinal);
        var recorded = JournalReader.ReadFile(folder.Write("journal", beginning.Replace(written, changed, StringComparison.Ordinal) + "\n"), out _, out var errors);
        Assert.Empty(errors);
        Assert.Equal(run.Model, recorded!.Run.Model);
    }

    [Theory]
    [InlineData("{\"team\":\"ai\",\"zone\":\"a\"}", "{\"team\":\"ai\",\"zone\":\"b\"}")]
    [InlineData("{\"team\":\"ai\",\"zone\":\"a\"}", "{\"team\":\"ai\"}")]
    [InlineData("{\"team\":\"ai\",\"zone\":\"a\"}", "5")]
    public void A_beginning_with_other_labels_is_told(string written, string changed)
    {
        using var folder = new TemporaryFolder();
        var run = RunningServer.Read(folder.Write("config.yaml", "labels: {team: ai, zone: a}\n"));
        var file = folder.Write("journal", JournalWriter.Beginning(run).Replace(written, changed, StringComparison.Ordinal) + "\n");
        Assert.Null(JournalReader.ReadFile(file, out _, out var errors));
        Assert.Equal($"must be {written}, as in the configuration of the run, got {changed}", Assert.Single(errors).Message);
    }

    [Fact]
    public async Task A_journal_that_is_missing_is_told()
    {
        var ran = await Ran.Async("generate", "--journal", "/nowhere/journal", "--duration", "1m");
        Assert.Equal((2, "/nowhere/journal: there is no such file.\n1 error; nothing was written.\n"), (ran.Status, ran.Error));
    }

    [Theory]
    [InlineData("--seed", "1")]
    [InlineData("--config", "x.yaml")]
    [InlineData("--scenario", "normal")]
    [InlineData("--start", "2026-01-01T00:00:00Z")]
    [InlineData("--label", "a=b")]
    public async Task Options_about_the_run_are_refused_beside_a_journal(string option, string value)
    {
        var ran = await Ran.Async("generate", "--journal", "journal", "--duration", "1m", option, value);
        Assert.Equal((2, $"{option}: cannot be combined with --journal, which already says what to run. Leave out one of the two.\n"), (ran.Status, ran.Error));
    }

    [Fact]
    public async Task A_journal_that_is_not_empty_is_refused_by_serve_and_left_as_it_is()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("journal", "something\n");
        var ran = await Ran.Async("serve", "--journal", file);
        Assert.Equal(2, ran.Status);
        Assert.Equal(
            $"--journal: {file} is not empty, and a journal can record only one run. Use another name, or move the file away ('generate --journal {file}' replays its run).\n", ran.Error);
        Assert.Equal("something\n", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_is_told_with_status_1()
    {
        var ran = await Ran.Async("serve", "--journal", "/nowhere/journal");
        Assert.Equal((1, "--journal: the folder of /nowhere/journal does not exist. Create it, or choose another place.\n"), (ran.Status, ran.Error));
    }

    private static Cli.Runs.Run Run() => RunningServer.Read(null);
}
