using System.Globalization;
using System.Text.Json;
using MetricsSimulator.Cli.Queries;
using MetricsSimulator.Cli.Rules;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.EndToEnd;

/// <summary>A real Prometheus over a history that was written before, which scrapes nothing.</summary>
internal sealed class HistoryPrometheus : IAsyncDisposable
{
    private readonly RunningProgram _prometheus;
    private readonly HttpClient _client;

    private HistoryPrometheus(RunningProgram prometheus, HttpClient client) => (_prometheus, _client) = (prometheus, client);

    /// <summary>Its address.</summary>
    public string Url => _client.BaseAddress!.ToString().TrimEnd('/');

    /// <summary>Starts one.</summary>
    /// <param name="folder">The folder for its configuration, in which the history is <c>data</c>.</param>
    public static async Task<HistoryPrometheus> StartAsync(TemporaryFolder folder)
    {
        var port = FreePort.Find();
        var prometheus = RunningProgram.Start(
            "/usr/bin/prometheus", "prometheus", "--config.file=" + folder.Write("prometheus.yml", "global: {}\n"), string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=localhost:{port}"),
            "--storage.tsdb.path=" + folder.File("data"), "--storage.tsdb.retention.time=100y");
        var started = new HistoryPrometheus(prometheus, new HttpClient { BaseAddress = new Uri($"http://localhost:{port}/") });
        await prometheus.PollAsync("readiness", () => started._client.GetStringAsync("-/ready")!);
        return started;
    }

    /// <summary>The expressions of rules in their order, with recordings put in where they are read.</summary>
    public static IEnumerable<(PrometheusRule Rule, Func<Query, string> Write)> Inlined(RuleFile rules)
    {
        var recorded = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var rule in rules.Groups.SelectMany(group => group.Rules))
        {
            yield return (rule, Write);
            if (rule is RecordingRule recording) recorded.Add(recording.Name, Write(rule.Expression));
        }

        string Write(Query query) =>
            recorded.OrderByDescending(one => one.Key.Length).Aggregate(query.Write(PromqlForm.Rules), (text, one) => text.Replace(one.Key, $"({one.Value})", StringComparison.Ordinal));
    }

    /// <summary>Where its answers at some instants differ from those of the run, each in one line.</summary>
    /// <param name="query">The query.</param>
    /// <param name="write">Writes the query as PromQL.</param>
    /// <param name="run">The run.</param>
    /// <param name="instants">The instants of the evaluations.</param>
    /// <returns>The differences, and how many values it answered at each instant.</returns>
    public async Task<(List<string> Faults, int[] Answered)> CompareAsync(Query query, Func<Evaluation, string> write, SampledRun run, IEnumerable<Evaluation> instants)
    {
        var (faults, answered) = (new List<string>(), new List<int>());
        foreach (var at in instants)
        {
            var (promql, when) = (write(at), DateTimeOffset.FromUnixTimeMilliseconds(at.Time));
            var expected = query.Answer(run, at).ToDictionary(value => value.Labels, value => value.Value);
            var found = await AskAsync(promql, at.Time);
            answered.Add(found.Count);
            if (!expected.Keys.ToHashSet().SetEquals(found.Keys)) faults.Add($"{promql} at {when:u} has {string.Join(' ', found.Keys)}, and the run has {string.Join(' ', expected.Keys)}");
            else faults.AddRange(found.Where(value => !AreEqual(value.Value, expected[value.Key])).Select(value => $"{promql} at {when:u} is {value.Value} for {value.Key}, and {expected[value.Key]} by the run"));
        }

        return (faults, [.. answered]);
    }

    /// <summary>When an expression has values, a row for each series, in seconds since 1970.</summary>
    public async Task<long[][]> RangeAsync(string promql, long from, long to, int step)
    {
        using var json = await PostAsync("api/v1/query_range", ("query", promql), ("start", $"{from}"), ("end", $"{to}"), ("step", $"{step}"));
        return [.. Results(json).Select(series => series.GetProperty("values").EnumerateArray().Select(value => value[0].GetInt64()).ToArray())];
    }

    /// <summary>The values of an expression at an instant, in milliseconds since 1970, by their labels without the name of the metric.</summary>
    public async Task<Dictionary<LabelValues, double>> AskAsync(string promql, long time)
    {
        using var json = await PostAsync("api/v1/query", ("query", promql), ("time", (time / 1000.0).ToString(CultureInfo.InvariantCulture)));
        return Results(json).ToDictionary(
            result => new LabelValues(result.GetProperty("metric").EnumerateObject().Where(label => label.Name != "__name__").Select(label => KeyValuePair.Create(label.Name, label.Value.GetString()!))),
            result => Number(result.GetProperty("value")[1].GetString()!));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _prometheus.DisposeAsync();
    }

    private async Task<JsonDocument> PostAsync(string path, params (string Name, string Value)[] parameters)
    {
        using var body = new FormUrlEncodedContent(parameters.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value)));
        using var answer = await _client.PostAsync(new Uri(path, UriKind.Relative), body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{parameters[0].Value}: {text}");
        return JsonDocument.Parse(text);
    }

    private static JsonElement.ArrayEnumerator Results(JsonDocument answer) => answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray();

    // Both add and divide the same numbers, in another order.
    private static bool AreEqual(double found, double expected) =>
        found.Equals(expected) || Math.Abs(found - expected) <= 1e-12 * Math.Max(Math.Abs(found), Math.Abs(expected));

    private static double Number(string text) => text switch
    {
        "NaN" => double.NaN,
        "+Inf" => double.PositiveInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
