using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using MetricsSimulator.Cli.Dashboards;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Dashboards;

/// <summary>The boards keep the rules of Grafana's dashboard linter, each a test with the name of the rule in its first words.</summary>
/// <remarks>Source: grafana/dashboard-linter, docs/index.md and lint/. Two rules go further than it: every kind of panel has a unit and a description.</remarks>
public sealed partial class BoardLintTest
{
    private static readonly FrozenSet<string> s_units = FrozenSet.Create(StringComparer.Ordinal, "none", "short", "percent", "percentunit", "s", "ms", "bytes", "binBps", "currencyUSD", "celsius");

    /// <summary>All boards.</summary>
    public static TheoryData<string> Titles => Boards.Titles;

    [Theory]
    [MemberData(nameof(Titles))]
    public void Template_datasource_There_is_one_variable_for_the_data_source(string title)
    {
        var datasource = Assert.Single(Variables(title), variable => Text(variable, "type") == "datasource");
        Assert.Equal(("datasource", "Data source", "prometheus"), (Text(datasource, "name"), Text(datasource, "label"), Text(datasource, "query")));
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void Template_job_and_template_instance_Both_are_variables_that_take_several_values_and_all(string title)
    {
        foreach (var (name, label) in new[] { ("job", "Job"), ("instance", "Instance") })
        {
            var variable = Assert.Single(Variables(title), variable => Text(variable, "name") == name);
            Assert.Equal(("query", label, ".+"), (Text(variable, "type"), Text(variable, "label"), Text(variable, "allValue")));
            Assert.True(variable.GetProperty("multi").GetBoolean() && variable.GetProperty("includeAll").GetBoolean());
            Assert.Equal("${datasource}", Text(variable.GetProperty("datasource"), "uid"));
        }
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void Template_label_promql_and_template_on_time_change_reload_Queries_ask_for_values_of_a_label_when_the_time_changes(string title)
    {
        foreach (var variable in Variables(title).Where(variable => Text(variable, "type") == "query"))
        {
            Assert.Matches(@"^label_values\(([a-zA-Z_:]+|[a-zA-Z_:]*\{.+\}), [a-z_]+\)$", Text(variable, "query"));
            Assert.Equal(2, variable.GetProperty("refresh").GetInt32());
        }
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void Template_variables_Each_is_used_and_each_that_is_used_is_there(string title)
    {
        var board = Boards.Json(title);
        var there = Variables(title).Select(variable => Text(variable, "name")).ToHashSet(StringComparer.Ordinal);
        var panels = board.GetProperty("panels").GetRawText();
        var used = Variable().Matches(panels).Select(match => match.Groups[1].Value).Where(name => !name.StartsWith("__", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(there.Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void Panel_datasource_Panels_and_targets_use_the_variable(string title)
    {
        foreach (var panel in Boards.Panels(Boards.Json(title)))
            foreach (var asks in panel.GetProperty("targets").EnumerateArray().Append(panel))
                Assert.Equal(("prometheus", "${datasource}"), (Text(asks.GetProperty("datasource"), "type"), Text(asks.GetProperty("datasource"), "uid")));
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void Panel_title_description_and_panel_no_targets_Each_says_what_it_shows_and_asks_for_it(string title)
    {
        foreach (var panel in Boards.Panels(Boards.Json(title)))
        {
            Assert.NotEmpty(Text(panel, "title"));
            Assert.NotEmpty(Text(panel, "description"));
            Assert.NotEmpty(Boards.Expressions(panel));
            Assert.All(panel.GetProperty("targets").EnumerateArray(), target => Assert.NotEmpty(Text(target, "legendFormat")));
        }
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void Panel_units_Each_has_one_that_Grafana_knows(string title)
    {
        foreach (var panel in Boards.Panels(Boards.Json(title)))
            Assert.True(s_units.Contains(Text(panel.GetProperty("fieldConfig").GetProperty("defaults"), "unit")), Text(panel, "title"));
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void Target_rate_interval_Every_rate_looks_at_the_interval_that_Grafana_gives(string title)
    {
        foreach (var expression in Expressions(title))
            Assert.All(Rate().Matches(expression), rate => Assert.Equal("$__rate_interval", rate.Groups[1].Value));
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void Target_job_and_target_instance_Every_selector_has_both(string title)
    {
        foreach (var expression in Expressions(title))
        {
            var selectors = Selector().Matches(expression);
            Assert.NotEmpty(selectors);
            Assert.All(selectors, selector => Assert.Contains("job=~\"$job\",instance=~\"$instance\"", selector.Value, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void Target_counter_agg_Counters_are_asked_for_what_they_gain_alone(string title)
    {
        foreach (var expression in Expressions(title))
            Assert.All(Counter().Matches(expression), counter => Assert.Matches(@"(rate|increase|max_over_time)\($", expression[..counter.Index]));
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void Uneditable_dashboard_It_is_changed_where_it_is_made(string title) => Assert.False(Boards.Json(title).GetProperty("editable").GetBoolean());

    [Theory]
    [MemberData(nameof(Titles))]
    public void No_two_panels_have_the_same_number_or_overlap(string title)
    {
        var taken = new HashSet<(int, int)>();
        var numbers = new HashSet<int>();
        foreach (var panel in Boards.Json(title).GetProperty("panels").EnumerateArray())
        {
            Assert.True(numbers.Add(panel.GetProperty("id").GetInt32()));
            var place = panel.GetProperty("gridPos");
            var (x, y, w, h) = (place.GetProperty("x").GetInt32(), place.GetProperty("y").GetInt32(), place.GetProperty("w").GetInt32(), place.GetProperty("h").GetInt32());
            Assert.InRange(x + w, 1, 24);
            for (var i = 0; i < w * h; i++) Assert.True(taken.Add((x + i % w, y + i / w)), $"{Text(panel, "title")} overlaps another panel");
        }
    }

    [Fact]
    [Trait("needs", "programs")]
    public void Target_promql_Every_expression_parses()
    {
        using var folder = new TemporaryFolder();
        var expressions = Boards.All.Keys.SelectMany(title => Expressions(title).Append(Text(Boards.Json(title).GetProperty("annotations").GetProperty("list")[0], "expr"))).Distinct(StringComparer.Ordinal);
        var rules = expressions.Select((expression, i) => $"  - record: r{i}\n    expr: {JsonSerializer.Serialize(Variable().Replace(expression, match => match.Value.EndsWith("_s", StringComparison.Ordinal) || match.Value.EndsWith("_ms", StringComparison.Ordinal) ? "300" : match.Value[1] == '_' ? "5m" : match.Value == "$budget" ? "1" : ".+"))}\n");
        var file = folder.Write("rules.yml", "groups:\n- name: panels\n  rules:\n" + string.Concat(rules));

        var result = ExternalTool.Promtool.Run(["check", "rules", file]);

        Assert.True(result.Status == 0, result.ToString());
    }

    [Fact]
    [Trait("needs", "programs")]
    public void Everything_in_it_is_what_the_types_of_Grafana_10_and_11_and_13_say()
    {
        if (!Directory.Exists(Repository.PathOf("test/schema/node_modules/grafana-10"))) Assert.Fail("The types of Grafana are missing. Install them: npm ci --prefix test/schema");
        using var folder = new TemporaryFolder();
        var files = Boards.All.Select(board => folder.Write(board.Value.Uid + ".json", BoardJson.Write(board.Value)));

        var result = ExternalTool.Node.Run([Repository.PathOf("test/schema/dashboard.mjs")], Encoding.UTF8.GetBytes(string.Join('\n', files)));

        Assert.True(result.Status == 0, result.ToString());
        var judged = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Boards.All.Count, judged.Length);
        Assert.All(judged, line => Assert.EndsWith("\tvalid", line, StringComparison.Ordinal));
    }

    private static JsonElement.ArrayEnumerator Variables(string title) => Boards.Json(title).GetProperty("templating").GetProperty("list").EnumerateArray();

    private static IEnumerable<string> Expressions(string title) => Boards.Panels(Boards.Json(title)).SelectMany(Boards.Expressions);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    [GeneratedRegex(@"\$\{?(\w+)\}?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"\brate\([^\[]*\[([^\]]*)\]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Rate();

    [GeneratedRegex(@"[a-zA-Z_:]+\{[^}]*\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Selector();

    [GeneratedRegex(@"\b[a-zA-Z_:]+_(total|count|sum|bucket|usd)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Counter();
}
