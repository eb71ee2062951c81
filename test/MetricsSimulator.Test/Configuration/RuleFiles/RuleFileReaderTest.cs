using System.Text;
using MetricsSimulator.Configuration.RuleFiles;

namespace MetricsSimulator.Test.Configuration.RuleFiles;

public sealed class RuleFileReaderTest
{
    [Fact]
    public void Groups_and_rules_are_read()
    {
        const string Text = """
            groups:
            - name: team
              interval: 30s
              limit: 7
              query_offset: 1m
              labels: {team: a, severity: none}
              rules:
              - record: r
                expr: sum(x)
              - alert: A
                expr: |
                  r > 1
                for: 1h30m
                keep_firing_for: 5m
                labels: {severity: page, empty: ""}
                annotations: {summary: "{{ $labels.x }} is down", detects: outage}
            - name: empty
            """;
        var file = Read(Text);
        var group = file.Groups[0];
        Assert.Equal(("rules.yml", "team", TimeSpan.FromSeconds(30), 7, TimeSpan.FromMinutes(1), 2), (group.File, group.Name, group.Interval, group.Limit, group.QueryOffset, group.Place.Line));
        Assert.Equal(RuleGroup.GlobalInterval, file.Groups[1].Interval);
        Assert.Equal(("r", "sum(x)", "team=a severity=none"), (group.Rules[0].Name, group.Rules[0].Expression, Pairs(group.Rules[0].Labels)));
        var alert = Assert.IsType<AlertingRule>(group.Rules[1]);
        Assert.Equal(("A", "r > 1\n", TimeSpan.FromMinutes(90), TimeSpan.FromMinutes(5)), (alert.Name, alert.Expression, alert.For, alert.KeepFiringFor));
        Assert.Equal(("team=a severity=page empty=", "summary={{ $labels.x }} is down detects=outage"), (Pairs(alert.Labels), Pairs(alert.Annotations)));
    }

    [Fact]
    public void A_file_that_Prometheus_reads_is_given_to_it_as_it_is()
    {
        const string Text = "# comment\ngroups:\n- name: g\n  rules: [{alert: A, expr: up}]\n";
        Assert.Equal(Text, Read(Text).Text);
    }

    [Fact]
    public void Of_manifests_the_spec_is_taken()
    {
        var file = Read("""
            apiVersion: v1
            kind: ConfigMap
            ---
            apiVersion: monitoring.coreos.com/v1
            kind: PrometheusRule
            metadata: {name: first}
            spec:
              groups:
              - name: a
                partial_response_strategy: warn
                rules: [{alert: A, expr: up}]
            ---
            kind: List
            items:
            - kind: PrometheusRule
              spec: {groups: [{name: b, rules: [{record: r, expr: up}]}]}
            """);
        Assert.Equal(["a", "b"], file.Groups.Select(group => group.Name));
        Assert.Equal(["a", "b"], Read(file.Text).Groups.Select(group => group.Name));
        Assert.DoesNotContain("kind", file.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("partial", file.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_and_merged_maps_are_put_in()
    {
        var file = Read("""
            groups:
            - name: a
              rules:
              - &first {alert: A, expr: up, labels: &labels {severity: page}}
              - {<<: *first, alert: B}
              - {alert: C, expr: up, labels: *labels}
            """);
        Assert.Equal(["A up severity=page", "B up severity=page", "C up severity=page"], file.Groups[0].Rules.Select(rule => $"{rule.Name} {rule.Expression} {Pairs(rule.Labels)}"));
    }

    [Fact]
    public void Aliases_that_make_a_small_file_large_are_refused()
    {
        var text = new StringBuilder("a0: &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]\n");
        for (var i = 1; i < 20; i++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        Assert.Contains("aliases make the file larger", Assert.Single(RuleFileReader.Read(Encoding.UTF8.GetBytes(text.ToString()), "rules.yml").Errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "rules.yml: must have groups of rules, got nothing.\n  A file of rules has groups, each with a name and rules, as in 'groups: [{name: up, rules: [{alert: Down, expr: up == 0}]}]'.")]
    [InlineData("a: 1", "rules.yml:1:1: must have the key groups, got a.\n  A file of rules has groups, each with a name and rules, as in 'groups: [{name: up, rules: [{alert: Down, expr: up == 0}]}]'.")]
    [InlineData("groups: 1", "rules.yml:1:9: groups: must be a list of groups, got '1'.\n  A file of rules has groups, each with a name and rules, as in 'groups: [{name: up, rules: [{alert: Down, expr: up == 0}]}]'.")]
    [InlineData("[1]", "rules.yml:1:1: must be a map with groups, got a list.")]
    [InlineData("kind: Service", "rules.yml:1:7: kind: must be PrometheusRule with a spec, got 'Service'.\n  A file of rules has groups, each with a name and rules, as in 'groups: [{name: up, rules: [{alert: Down, expr: up == 0}]}]'.")]
    [InlineData("groups: [{rules: []}]", "rules.yml:1:10: groups[0]: needs a name.")]
    [InlineData("groups: [{name: g, interval: fast}]", "rules.yml:1:30: groups[0].interval: must be a duration like 30s, 5m or 1h30m, got 'fast'.")]
    [InlineData("groups: [{name: g, limit: -1}]", "rules.yml:1:27: groups[0].limit: must be a whole number of 0 or more, got '-1'.")]
    [InlineData("groups: [{name: g, rules: [{alert: A}]}]", "rules.yml:1:28: groups[0].rules[0]: must have expr, and either alert or record.\n  A rule records what its expression returns (record, expr), or fires when it returns something (alert, expr).")]
    [InlineData("groups: [{name: g, rules: [{alert: A, expr: x, for: [1]}]}]", "rules.yml:1:53: groups[0].rules[0].for: must be a text, got a list.")]
    [InlineData("groups: [{name: g}, {name: g}]", "rules.yml:1:21: the group g is given twice, first in line 1.")]
    [InlineData("a: *b", "rules.yml:1:4: no value above has the anchor of '*b'.")]
    public void What_cannot_be_read_is_reported_with_its_place(string text, string error) =>
        Assert.Equal(error, RuleFileReader.Read(Encoding.UTF8.GetBytes(text), "rules.yml").Errors[0].ToString());

    [Theory]
    [InlineData("0", "00:00:00")]
    [InlineData("1y1w1d", "373.00:00:00")]
    [InlineData("1h30m5s10ms", "01:30:05.0100000")]
    [InlineData("30m1h", null)]
    [InlineData("5", null)]
    [InlineData("1.5h", null)]
    [InlineData("-5m", null)]
    [InlineData("999999999999y", null)]
    public void Durations_are_those_of_Prometheus(string text, string? expected) =>
        Assert.Equal(expected, PrometheusDuration.TryParse(text, out var duration) ? duration.ToString() : null);

    private static RuleFile Read(string text)
    {
        var result = RuleFileReader.Read(Encoding.UTF8.GetBytes(text), "rules.yml");
        Assert.True(result.File is not null, string.Join('\n', result.Errors));
        return result.File;
    }

    private static string Pairs(IEnumerable<KeyValuePair<string, string>> pairs) => string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}"));
}
