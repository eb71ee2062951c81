using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

/// <summary><c>score --report</c>, as a browser shows it.</summary>
public sealed class ScorePageTest
{
    private const string Rules = """
        groups:
          - name: page
            rules:
              - {alert: Down, expr: up == 0, for: 1m, annotations: {detects: 'outage, truncated'} }
              - {alert: Sessions, expr: otel_claude_code_active_sessions > 45, for: 2m, annotations: {detects: trend} }
              - {alert: Gone, expr: absent(otel_claude_code_active_sessions), annotations: {detects: outage} }
              - {alert: Elsewhere, expr: node_load1 > 1}
              - alert: '<b>"&''</script><script>throw 1</script>'
                expr: count by (model) (otel_claude_code_token_usage_tokens_total{model!="</script><b>"}) < 1
                labels: {severity: '</script><b>'}
        """;

    private static readonly string[] s_run = ["--duration", "1d", "--seeds", "2", "--sweep", "for=0s..4m:3"];

    [Fact]
    [Trait("needs", "programs")]
    [Trait("takes", "seconds")]
    public async Task A_browser_shows_the_rules_what_went_wrong_and_when_they_fired_and_asks_for_nothing()
    {
        using var folder = new TemporaryFolder();
        var page = await WriteAsync(folder, "report.html");
        var text = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        foreach (var reference in (string[])["src=", "http:", "https:", "url(", "@import", "<link", "fetch("]) Assert.DoesNotContain(reference, text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(Count(text, "href="), Count(text, "href=\"#"));
        Assert.Contains("default-src 'none'", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 1, 1_000_000);
        Assert.Equal(4, Count(text, "<details class=\"sweep\"><summary>The scores of each for</summary>"));
        Assert.InRange(Count(text, ", the knee</th>"), 1, 4);

        var (dom, said) = Show(page);
        // Chromium writes what a page says, errors among it, with this word.
        Assert.DoesNotContain("CONSOLE", said, StringComparison.Ordinal);
        foreach (var name in (string[])["Down", "Sessions", "Gone", "Elsewhere", "&lt;b&gt;\"&amp;'&lt;/script&gt;&lt;script&gt;throw 1&lt;/script&gt;"]) Assert.Contains($"<h2>{name}</h2>", dom, StringComparison.Ordinal);
        foreach (var shown in (string[])["band detected", "band unclaimed", "strip pending", "strip firing", "strip twin", "episode detection", "threshold", "value", "whisker", "outcome detected"])
            Assert.Contains($"class=\"{shown}\"", dom, StringComparison.Ordinal);
        Assert.Contains("<option value=\"1\">2</option>", dom, StringComparison.Ordinal);
        Assert.Contains("<code>--explain 1:", dom, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", dom, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("needs", "programs")]
    [Trait("takes", "seconds")]
    public async Task The_same_scores_give_the_same_bytes_in_place_of_an_earlier_file()
    {
        using var folder = new TemporaryFolder();
        var first = await WriteAsync(folder, "one.html");
        var second = await WriteAsync(folder, "two.html");
        var bytes = await File.ReadAllBytesAsync(first, TestContext.Current.CancellationToken);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(second, TestContext.Current.CancellationToken));
        Assert.Equal(["one.html", "rules.yml", "two.html"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("none/report.html", "--report: the folder of {0} does not exist. Create it, or choose another place.\n")]
    [InlineData("rules.yml/report.html", "--report: {0} cannot be created, because {1} is a file, not a folder. Choose another place.\n")]
    [Trait("needs", "programs")]
    public async Task A_page_that_cannot_be_written_is_an_error_before_anything_is_scored(string name, string expected)
    {
        using var folder = new TemporaryFolder();
        var (rules, page) = (folder.Write("rules.yml", Rules), folder.File(name));
        var ran = await ScoreAsync([rules, "--report", page]);
        Assert.Equal((1, "", string.Format(System.Globalization.CultureInfo.InvariantCulture, expected, page, rules)), (ran.Status, ran.Output, ran.Error));
    }

    [Fact]
    [Trait("needs", "programs")]
    public async Task A_failure_leaves_the_earlier_page()
    {
        using var folder = new TemporaryFolder();
        var page = folder.Write("report.html", "earlier");
        var ran = await ScoreAsync([folder.Write("rules.yml", "groups: [{name: a, rules: [{alert: X, expr: 'rate(up[5m'}]}]"), "--report", page]);
        Assert.Equal((2, "earlier"), (ran.Status, await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken)));
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    private static async Task<string> WriteAsync(TemporaryFolder folder, string name)
    {
        var ran = await ScoreAsync([folder.Write("rules.yml", Rules), .. s_run, "--report", folder.File(name)]);
        Assert.Equal(0, ran.Status);
        return folder.File(name);
    }

    private static (string Dom, string Said) Show(string page)
    {
        using var profile = new TemporaryFolder();
        var shown = ExternalTool.Chromium.Run(["--headless", "--no-sandbox", "--disable-gpu", $"--user-data-dir={profile.Path}", "--enable-logging=stderr", "--dump-dom", $"file://{page}"]);
        Assert.Equal(0, shown.Status);
        return (shown.Output, shown.Errors);
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static Task<Ran> ScoreAsync(string[] arguments) =>
        Ran.InAsync(context => context with { Variable = Environment.GetEnvironmentVariable }, ["score", .. arguments]);
}
