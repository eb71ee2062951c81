using System.Globalization;
using System.Text.Json;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

public sealed class TruthCommandTest
{
    private static readonly string[] s_run = ["--scenario", "anomaly_detection", "--duration", "2h", "--seed", "1", "--start", "2026-01-01T00:00:00Z"];

    [Fact]
    public async Task A_table_cannot_steer_the_terminal()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("config.yaml", "simulator: {metrics: {cost: {labels: {model: [\"a\\u202e\\u200bb\"]}}}}\n");
        var scenario = folder.Write("scenario.yaml", "anomalies: [{kind: spike, metric: cost, matchers: '{model=~\"a\u202e\u200b.*\"}', at: 1m, duration: 1m, magnitude: 2}]\npatterns: [{duration: 2h}]\n");
        var ran = await Ran.Async("truth", "--duration", "1h", "--seed", "1", "--config", config, "--scenario", scenario, "--format", "table");
        Assert.Equal(0, ran.Status);
        Assert.Contains(@"cost{model=~""a\u202e\u200b.*""}", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_anomaly_is_a_line_and_the_lines_are_sorted_by_start()
    {
        var ran = await Ran.Async(["truth", .. s_run]);
        Assert.Equal((0, ""), (ran.Status, ran.Error));
        var records = Records(ran.Output);
        Assert.NotEmpty(records);
        string[] keys = ["id", "kind", "metric", "matchers", "duration", "onset", "magnitude", "label", "then", "name", "start", "end", "effect"];
        Assert.All(records, record => Assert.Equal(keys.Intersect(record.EnumerateObject().Select(field => field.Name)), record.EnumerateObject().Select(field => field.Name)));
        var starts = records.Select(record => record.GetProperty("start").GetString()!).ToList();
        Assert.Equal(starts.OrderBy(start => DateTimeOffset.Parse(start, CultureInfo.InvariantCulture)), starts);
        Assert.Equal(records.Count, records.Select(record => record.GetProperty("id").GetString()).Distinct(StringComparer.Ordinal).Count());
        var outage = records.First(record => record.GetProperty("kind").GetString() == "outage");
        foreach (var absent in (string[])["metric", "name", "matchers", "onset", "magnitude"]) Assert.False(outage.TryGetProperty(absent, out _));
    }

    [Fact]
    public async Task The_same_run_has_the_same_truth_and_another_seed_has_not()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("own.yaml", "patterns:\n- {name: one, duration: 1h}\nanomalies:\n- {kind: spike, metric: token_usage, per_day: 5, duration: 5m}\n");
        async Task<string> TruthAsync(string seed) =>
            (await Ran.Async("truth", "--scenario", file, "--duration", "24h", "--start", "2026-01-01T00:00:00Z", "--seed", seed)).Output;
        Assert.Equal(await TruthAsync("1"), await TruthAsync("1"));
        Assert.NotEqual(await TruthAsync("1"), await TruthAsync("2"));
    }

    [Fact]
    public async Task The_forms_hold_the_same_anomalies()
    {
        async Task<string> PrintedAsync(string format) => (await Ran.Async(["truth", .. s_run, "--format", format])).Output;
        var records = Records(await PrintedAsync("json"));
        var table = (await PrintedAsync("table")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["start", "end", "kind", "target", "magnitude", "effect"], table[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(records.Count, table.Length - 1);
        Assert.DoesNotContain(table, line => line.EndsWith(' '));
        Assert.All(records.Zip(table.Skip(1)), pair => Assert.StartsWith($"{Text(pair.First, "start")}  {Text(pair.First, "end")}  ".Replace('T', ' ') + $"{Text(pair.First, "kind")} ", pair.Second, StringComparison.Ordinal));

        var csv = (await PrintedAsync("csv")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("id,name,start,end,kind,target,magnitude,effect,developer,session_id,first,last", csv[0]);
        Assert.Equal(records.Select(record => Text(record, "id")), csv.Skip(1).Select(line => line.Split(',')[0]));
        Assert.Contains(csv, line => line.Contains(",spike,\"token_usage{model=\"\"claude-3-opus\"\"}\",4,", StringComparison.Ordinal));

        var incidents = new YamlDotNet.RepresentationModel.YamlStream();
        incidents.Load(new StringReader(await PrintedAsync("incidents")));
        var list = (YamlDotNet.RepresentationModel.YamlSequenceNode)incidents.Documents[0].RootNode;
        Assert.Equal(
            records.Select(record => (Text(record, "id"), Text(record, "start"), Text(record, "end"), Text(record, "kind"))),
            list.Children.Select(incident => ($"{incident["id"]}", $"{incident["start"]}", $"{incident["end"]}", $"{incident["labels"]["kind"]}")));
        Assert.All(list.Children, incident => Assert.NotEmpty($"{incident["title"]}"));
    }

    [Fact]
    [Trait("takes", "seconds")]
    public async Task Of_a_team_the_lines_of_CSV_name_the_sessions_and_the_table_counts_them()
    {
        string[] run = ["truth", "--workload", "team", "--scenario", "api_incident", "--duration", "24h", "--seed", "1", "--start", "2026-03-03T00:00:00Z"];
        var records = Records((await Ran.Async([.. run, "--format", "json"])).Output);
        var csv = (await Ran.Async([.. run, "--format", "csv"])).Output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1);
        var table = await Ran.Async([.. run, "--format", "table"]);

        var sessions = records.SelectMany(record => record.GetProperty("touched").EnumerateArray().Select(touched =>
            $"{Text(record, "id")},{Text(touched, "developer")},{Text(touched, "session_id")},{Text(touched, "first")},{Text(touched, "last")}")).ToList();
        Assert.NotEmpty(sessions);
        Assert.Equal(sessions, csv.Select(line => line.Split(',')).Where(cells => cells[^1].Length > 0).Select(cells => string.Join(',', [cells[0], .. cells[^4..]])));
        Assert.Equal(records.Where(record => record.GetProperty("touched").GetArrayLength() == 0).Select(record => Text(record, "id")),
            csv.Select(line => line.Split(',')).Where(cells => cells[^1].Length == 0).Select(cells => cells[0]));
        Assert.Equal(records.Count, table.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1);
        Assert.Equal("The formats json and csv name the sessions, each with the span in which it differs.\n", table.Error);
    }

    [Fact]
    public async Task Another_form_is_refused()
    {
        var ran = await Ran.Async(["truth", .. s_run, "--format", "xml"]);
        Assert.Equal(2, ran.Status);
        Assert.StartsWith("--format: must be one of json, table, csv, incidents, got 'xml'.", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_without_anomalies_has_nothing_to_tell()
    {
        var ran = await Ran.Async("truth", "--duration", "2h", "--seed", "1");
        Assert.Equal((0, "", ""), (ran.Status, ran.Output, ran.Error));
        Assert.Equal("[]\n", (await Ran.Async("truth", "--duration", "2h", "--seed", "1", "--format", "incidents")).Output);
    }

    [Theory]
    [InlineData("degradatoin", "Did you mean 'degradation'?")]
    [InlineData("./nothing.yaml", "there is no such file")]
    public async Task A_scenario_that_is_not_there_is_told(string scenario, string expected)
    {
        foreach (var command in (string[])["truth", "generate"])
        {
            var ran = await Ran.Async(command, "--duration", "1m", "--scenario", scenario);
            Assert.Equal(2, ran.Status);
            Assert.Contains(expected, ran.Error);
            Assert.Empty(ran.Output);
        }
    }

    [Fact]
    public async Task The_command_line_goes_before_the_scenario_of_the_configuration()
    {
        using var folder = new TemporaryFolder();
        folder.Write("own.yaml", "patterns:\n- {name: one, duration: 1h}\nanomalies:\n- {kind: outage, at: 1m, duration: 5m}\n");
        var file = folder.Write("config.yaml", "simulator: {seed: 1, scenario: own.yaml}\n");
        var own = await Ran.Async("truth", "--duration", "1h", "--config", file);
        Assert.Single(Records(own.Output));
        var other = await Ran.Async("truth", "--duration", "1h", "--config", file, "--scenario", "normal");
        Assert.Equal((0, ""), (other.Status, other.Output));
    }

    [Theory]
    [Trait("needs", "programs")]
    [InlineData("csv")]
    [InlineData("openmetrics")]
    public async Task The_clean_twin_of_generate_is_the_run_without_its_anomalies(string format)
    {
        using var folder = new TemporaryFolder();
        async Task<string[]> GenerateAsync(string name, params string[] more)
        {
            var ran = await Ran.Async(["generate", "--format", format, "--output", folder.File(name), .. s_run, .. more]);
            Assert.Equal((0, "", ""), (ran.Status, ran.Output, ran.Error));
            return await File.ReadAllLinesAsync(folder.File(name));
        }

        var dirty = await GenerateAsync("dirty");
        var clean = await GenerateAsync("clean", "--clean");
        Assert.NotEqual(dirty, clean);
        // The explosions of the scenario add label sets, and its dropouts leave samples out.
        Assert.Contains(dirty, line => line.Contains("extra-", StringComparison.Ordinal));
        Assert.DoesNotContain(clean, line => line.Contains("extra-", StringComparison.Ordinal));
        Assert.DoesNotContain(clean, line => line.Contains("NaN", StringComparison.Ordinal));
        if (format != "openmetrics") return;
        foreach (var name in (string[])["dirty", "clean"])
        {
            var blocks = ExternalTool.Promtool.Run(["tsdb", "create-blocks-from", "openmetrics", folder.File(name), folder.File(name + "-blocks")]);
            Assert.True(blocks.Status == 0, blocks.ToString());
        }
    }

    private static List<JsonElement> Records(string lines) => [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    private static string Text(JsonElement record, string field) => record.GetProperty(field).GetString()!;
}
