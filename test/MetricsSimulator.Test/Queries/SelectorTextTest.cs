using System.Text.Json;
using System.Text.RegularExpressions;
using MetricsSimulator.Cli.Dashboards;
using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Cli.Rules;
using MetricsSimulator.Test.Dashboards;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Queries;

public sealed partial class SelectorTextTest
{
    // All words of the lexer that could be names. Source: prometheus/prometheus, promql/parser/lex.go; the last line is of versions after 2.42.
    private static readonly string[] s_words =
    [
        "and", "or", "unless", "atan2",
        "sum", "avg", "count", "min", "max", "group", "stddev", "stdvar", "topk", "bottomk", "count_values", "quantile",
        "offset", "by", "without", "on", "ignoring", "group_left", "group_right", "bool",
        "start", "end", "inf", "nan", "Inf", "NaN", "NAN", "On", "BOOL",
        "limitk", "limit_ratio", "step", "range", "anchored", "smoothed", "fill", "fill_left", "fill_right",
    ];

    [Theory]
    [InlineData("jobs_total", "jobs_total")]
    [InlineData("jobs_total{a=\"b\"}", "jobs_total", "a=\"b\"")]
    [InlineData("{__name__=\"inf\"}", "inf")]
    [InlineData("{__name__=\"NaN\",a=\"b\",c=\"d\"}", "NaN", "a=\"b\"", "c=\"d\"")]
    [InlineData("{__name__=~\"a|b\"}", "", "__name__=~\"a|b\"")]
    public void A_name_that_PromQL_takes_for_something_else_is_a_condition(string expected, string name, params string[] conditions) =>
        Assert.Equal(expected, SelectorText.Of(name, conditions));

    [Theory]
    [Trait("needs", "programs")]
    [InlineData("counter")]
    [InlineData("gauge")]
    [InlineData("histogram")]
    public void Rules_and_boards_of_metrics_and_labels_that_are_named_as_words_of_PromQL_parse(string type)
    {
        using var folder = new TemporaryFolder();
        var more = type == "histogram" ? ", spread: 0.5, buckets: [1, 2], arrivals: {initial_value: 1}" : "";
        var metrics = s_words.Select((word, i) => $"    m{i}: {{type: {type}, name: {word}, labels: {{{(word == "quantile" ? "le_" : word)}: [a]}}, initial_value: 1{more}}}\n");
        var run = Boards.RunOf(folder.Write("words.yaml", "simulator:\n  catalogue: none\n  metrics:\n" + string.Concat(metrics)));
        Assert.Equal(s_words.Length, run.Model.Metrics.Length);

        ExpectParsed(folder.Write("rules.yaml", RuleSet.Of(run).ToYaml()));
        using var board = JsonDocument.Parse(BoardJson.Write(BoardSet.Of(run).Single(board => board.Name == "Own metrics")));
        var expressions = Boards.Panels(board.RootElement).SelectMany(Boards.Expressions).Concat(SelectorsOf(board.RootElement)).ToArray();
        Assert.InRange(expressions.Length, 2 * s_words.Length, int.MaxValue);
        ExpectParsed(folder.Write("board.yaml", "groups:\n- name: board\n  rules:\n" + string.Concat(expressions.Select(ToRule))));
    }

    [Fact]
    [Trait("needs", "programs")]
    public void Rules_of_built_in_metrics_that_are_named_as_words_of_PromQL_parse()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("words.yaml", "simulator: {metrics: {cost: {name: inf}, error: {name: on}, tool_usage: {name: bool}, token_usage: {name: nan}}}\n");
        ExpectParsed(folder.Write("rules.yaml", RuleSet.Of(Boards.RunOf(file)).ToYaml()));
    }

    // Names of variables are filled in by Grafana.
    private static string ToRule(string expression, int number) =>
        $"  - record: r{number}\n    expr: {JsonSerializer.Serialize(Variable().Replace(expression, match => match.Value[1] == '_' ? "5m" : ".+"))}\n";

    private static IEnumerable<string> SelectorsOf(JsonElement board) =>
        from variable in board.GetProperty("templating").GetProperty("list").EnumerateArray()
        where variable.GetProperty("type").GetString() == "query"
        select Values().Match(variable.GetProperty("query").GetString()!).Groups[1].Value;

    private static void ExpectParsed(string file)
    {
        var result = ExternalTool.Promtool.Run(["check", "rules", file]);
        Assert.True(result.Status == 0, result.ToString());
    }

    [GeneratedRegex(@"\$\{?(\w+)\}?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^label_values\((.*), \w+\)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Values();
}
