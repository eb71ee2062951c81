using System.Xml.Linq;
using MetricsSimulator.Test.Dashboards;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

public sealed class PlotTest
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData("--metric: there is no metric 'token_usge'. Did you mean 'token_usage'? The metrics are token_usage, session_duration, cost, tool_usage, error.\n", "--metric", "token_usge")]
    [InlineData("--metric: there is no metric 'latency'. The metrics are token_usage, session_duration, cost, tool_usage, error.\n", "--metric", "latency")]
    [InlineData("--by: token_usage has no label 'modell'. Its labels are model, token_type.\n", "--metric", "token_usage", "--by", "modell")]
    [InlineData("--by: session_duration has no label 'model'. It has no labels.\n", "--metric", "session_duration", "--by", "model")]
    [InlineData("--as: cost has no mean, because its type is counter. Leave --as out, or give one of rate, value, series.\n", "--metric", "cost", "--as", "mean")]
    [InlineData("--window: must be at least one tick, 10s, got 5s.\n", "--metric", "cost", "--window", "5s")]
    [InlineData("--seeds: draws one line for each seed; leave out one of --seeds and --by.\n--seeds: draws one line for each seed; leave out one of --seeds and --clean.\n", "--metric", "cost", "--seeds", "3", "--by", "model", "--clean")]
    [InlineData("--metric: there is no metric 'a'. The metrics are token_usage, session_duration, cost, tool_usage, error.\n--as: error has no quantiles, because its type is counter. Leave --as out, or give one of rate, value, series.\n", "--metric", "a", "--metric", "error", "--as", "quantiles")]
    public async Task What_cannot_be_drawn_is_told_and_nothing_is_written(string error, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(new Ran(2, "", error), await Ran.Async(["plot", "--duration", "1h", "--seed", "1", "--output", folder.File("plot.svg"), .. arguments]));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("--as: must be one of rate, value, quantiles, mean, series, got 'rates'. Did you mean 'rate'?", "--as", "rates")]
    [InlineData("--seeds: must be a whole number from 1 to 100, got '0'.", "--seeds", "0")]
    [InlineData("--size: must be width x height in pixels like 720x300, from 200x100 to 4000x4000, got '10x10'.", "--size", "10x10")]
    public async Task An_option_that_is_wrong_is_told(string error, params string[] arguments) =>
        Assert.Equal(new Ran(2, "", $"{error}\nSee 'claude-metrics-simulator plot --help'.\n"), await Ran.Async(["plot", "--duration", "1h", "--seed", "1", "--metric", "cost", .. arguments]));

    [Theory]
    [InlineData("cost{model=\"gpt\"}", "The values of 'model' are claude-3-sonnet, claude-3-haiku, claude-3-opus.")]
    [InlineData("cost{team=\"a\"}", "It has no label 'team'. Its labels are model.")]
    [InlineData("session_duration{team=\"a\"}", "It has no label 'team'. It has no labels.")]
    [InlineData("cost", "A window of 2h begins before the run at every point. Give a longer --duration, or a shorter --window.", "--window", "2h")]
    [InlineData("cost", "A window of 1h begins before the run at every point. Give a longer --duration, or a shorter --window.", "--window", "1h")]
    [InlineData("cost{team=\"a\"}", "It has no label 'team'. Its labels are model.", "--seeds", "2")]
    [InlineData("cost", "Its series are absent all the time.", "--scenario", "GONE")]
    public async Task A_chart_without_a_value_is_told_with_what_there_is(string metric, string reason, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var gone = folder.Write("gone.yaml", "anomalies: [{kind: dropout, metric: cost, at: 0s, duration: 2h}]\npatterns: [{duration: 2h}]\n");
        arguments = [.. arguments.Select(argument => argument == "GONE" ? gone : argument)];
        var ran = await Ran.Async(["plot", "--duration", "1h", "--seed", "1", "--metric", metric, "--output", folder.File("plot.svg"), .. arguments]);
        Assert.Equal(0, ran.Status);
        Assert.StartsWith($"--metric: the chart of {metric} is empty. {reason}\n", ran.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.File("plot.svg")));
    }

    [Theory]
    [InlineData("cost{team!=\"a\"}")]
    [InlineData("cost", "--window", "3590s")]
    public async Task A_chart_with_a_value_is_drawn_without_a_word(string metric, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(new Ran(0, "", ""), await Ran.Async(["plot", "--duration", "1h", "--seed", "1", "--metric", metric, "--output", folder.File("plot.svg"), .. arguments]));
    }

    [Fact]
    public async Task Matchers_that_are_wrong_are_told()
    {
        var ran = await Ran.Async("plot", "--duration", "1h", "--seed", "1", "--metric", "cost{model=~\"(\"}");
        Assert.Equal((2, ""), (ran.Status, ran.Output));
        Assert.StartsWith("--metric: ", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_of_more_than_a_century_is_refused() =>
        Assert.Equal(
            new Ran(2, "", "--duration: must end within 100 years of the start of the run.\n"),
            await Ran.Async("plot", "--after", "1000000h", "--duration", "1000000h", "--seed", "1", "--metric", "cost"));

    [Theory]
    [InlineData("cost")]
    [InlineData("otel_claude_code_cost_usd")]
    public async Task A_metric_is_known_by_its_key_and_by_its_name(string metric) =>
        Assert.Equal(Lines(await DrawAsync("--metric", "cost")), Lines(await DrawAsync("--metric", metric)));

    [Fact]
    public async Task Without_a_duration_a_day_is_drawn()
    {
        using var folder = new TemporaryFolder();
        string[] command = ["plot", "--metric", "cost", "--seed", "1", "--start", "2026-01-01T00:00:00Z"];
        Assert.Equal(0, (await Ran.Async([.. command, "--output", folder.File("default.svg")])).Status);
        Assert.Equal(0, (await Ran.Async([.. command, "--duration", "24h", "--output", folder.File("day.svg")])).Status);
        Assert.Equal(await File.ReadAllTextAsync(folder.File("day.svg")), await File.ReadAllTextAsync(folder.File("default.svg")));
    }

    [Fact]
    public async Task The_same_command_draws_the_same_bytes()
    {
        string[] command = ["--metric", "token_usage", "--metric", "session_duration", "--metric", "error"];
        Assert.Equal((await DrawAsync(command)).ToString(), (await DrawAsync(command)).ToString());
    }

    [Fact]
    public async Task A_label_has_a_line_for_each_value_and_a_legend_that_names_them()
    {
        var root = await DrawAsync("--metric", "cost", "--by", "model");
        Assert.Equal(3, Lines(root).Length);
        Assert.Equal(3, root.Elements(Svg + "text").Count(text => text.Value.StartsWith("claude-3-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_unit_that_a_configuration_gives_is_written_beside_the_title()
    {
        var root = await DrawAsync("--metric", "queue_depth", "--config", Repository.PathOf(Boards.OwnMetrics));
        Assert.Contains(root.Elements(Svg + "text"), text => text.Value.Contains("jobs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_histogram_shows_its_median_and_its_95th_percentile()
    {
        var root = await DrawAsync("--metric", "session_duration");
        Assert.Equal(["median", "p95"], root.Elements(Svg + "text").Select(text => text.Value).Where(text => text is "median" or "p95"));
    }

    [Fact]
    public async Task A_dropout_leaves_a_gap_that_the_twin_does_not_fill()
    {
        var root = await DrawAsync("--metric", "token_usage{model=\"claude-3-haiku\"}", "--clean", "--scenario", "anomaly_detection");
        var run = Lines(root).Single(line => line.Contains("line c0", StringComparison.Ordinal));
        var twin = Lines(root).Single(line => line.Contains("line dotted quiet", StringComparison.Ordinal));
        Assert.Equal((2, 1), (Pieces(run), Pieces(twin)));
        Assert.Contains(root.Elements(Svg + "rect"), span => span.Value.StartsWith("dropout, 2026-01-01 00:26:00 UTC to 2026-01-01 00:29:00 UTC", StringComparison.Ordinal));
        // The spike is on another model.
        Assert.Equal(["dropout", "counter_reset"], root.Elements(Svg + "text").Select(text => text.Value).Where(text => text is "dropout" or "spike" or "counter_reset"));

        static int Pieces(string line) => line.Split("d=\"")[1].Split('"')[0].Count(c => c == 'M');
    }

    [Fact]
    public async Task Seeds_make_a_fan_with_the_mean_and_the_band_of_theory()
    {
        var root = await DrawAsync("--metric", "token_usage", "--seeds", "5", "--scenario", "none");
        Assert.Equal(5 + 1, Lines(root).Length);
        Assert.Single(root.Elements(Svg + "path"), path => path.Attribute("class")!.Value.StartsWith("band", StringComparison.Ordinal));
        Assert.Contains(root.Elements(Svg + "text"), text => text.Value == "seeds 1 to 5");
    }

    [Fact]
    public async Task A_fan_without_a_closed_form_says_why_it_has_no_band()
    {
        using var folder = new TemporaryFolder();
        var ran = await Ran.Async("plot", "--duration", "10m", "--seed", "1", "--metric", "cost", "--seeds", "2", "--scenario", "everyday", "--output", folder.File("plot.svg"));
        Assert.Equal(new Ran(0, "", "The mean and its band are left out: there is no closed form for the cycles of the scenario 'everyday'; give --scenario none.\n"), ran);
    }

    [Fact]
    public async Task A_label_with_more_values_than_anybody_can_tell_apart_is_refused()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("many.yaml", "simulator: {catalogue: none, metrics: {load: {type: gauge, initial_value: 5, labels: {host: {count: 51, prefix: h}}}}}\n");
        var ran = await Ran.Async("plot", "--config", file, "--duration", "10m", "--seed", "1", "--metric", "load", "--by", "host", "--output", folder.File("plot.svg"));
        Assert.Equal(new Ran(2, "", "--by: load has 51 values of 'host', and a chart at most 50 lines. Select fewer, as in --metric 'load{host=~\"...\"}'.\n"), ran);
        Assert.Equal(0, (await Ran.Async("plot", "--config", file, "--duration", "10m", "--seed", "1", "--metric", "load{host!=\"h7\"}", "--by", "host", "--output", folder.File("plot.svg"))).Status);
    }

    private static async Task<XElement> DrawAsync(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var ran = await Ran.Async(["plot", "--duration", "1h", "--seed", "1", "--start", "2026-01-01T00:00:00Z", "--output", folder.File("plot.svg"), .. arguments]);
        Assert.Equal(new Ran(0, "", ""), ran);
        return XDocument.Load(folder.File("plot.svg")).Root!;
    }

    // The strokes of the legend have no tooltip, and a single line has no name.
    private static string[] Lines(XElement root)
    {
        var lines = root.Elements(Svg + "path").Where(path => path.Attribute("class")!.Value.StartsWith("line ", StringComparison.Ordinal)).ToArray();
        return [.. (lines.Any(IsNamed) ? lines.Where(IsNamed) : lines).Select(path => path.ToString())];

        static bool IsNamed(XElement line) => line.Element(Svg + "title") is not null;
    }
}
