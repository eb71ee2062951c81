using System.Net;
using System.Text.Json;
using MetricsSimulator.Anomalies;

namespace MetricsSimulator.Test.Http;

/// <summary>The API lists the metrics, scenarios and kinds of anomalies.</summary>
public sealed class ListEndpointsTest
{
    [Fact]
    public async Task Metrics_are_listed_with_key_name_type_and_labels()
    {
        await using var server = await RunningServer.StartAsync();
        var metrics = (await GetAsync(server, "/api/v1/metrics")).GetProperty("metrics").EnumerateArray().ToArray();
        var model = server.Live.Run.Model;
        Assert.Equal(model.Metrics.Select(metric => (metric.Key, metric.Name, metric.Type.Name)), metrics.Select(metric => (Text(metric, "key"), Text(metric, "name"), Text(metric, "type"))));
        Assert.Equal(model.SeriesCount, metrics.Sum(metric => metric.GetProperty("series").GetInt64()));
        var labels = metrics[0].GetProperty("labels").EnumerateArray().ToArray();
        Assert.Equal(["model", "token_type"], labels.Select(label => Text(label, "name")));
        Assert.Equal(["input", "output"], labels[1].GetProperty("values").EnumerateArray().Select(value => value.GetString()));
    }

    [Fact]
    public async Task The_metrics_of_a_workload_are_listed_with_the_labels_that_they_have_now()
    {
        await using var server = await RunningServer.StartAsync("workload: {developers: 20, hours: {from: 0, to: 24}}");
        server.Clock.Advance(TimeSpan.FromHours(1));
        var metrics = (await GetAsync(server, "/api/v1/metrics")).GetProperty("metrics").EnumerateArray().ToArray();
        using var snapshot = server.Live.Simulator.Acquire();
        foreach (var metric in metrics)
        {
            var families = snapshot.Layout.Families.Where(family => family.Name == Text(metric, "name")).ToArray();
            Assert.Equal(families.Sum(family => family.SeriesCount), metric.GetProperty("series").GetInt64());
            var known = families.SelectMany(family => family.LabelSets.SelectMany(set => family.Labels.LabelsOf(set.Number))).ToLookup(label => label.Key, label => label.Value);
            foreach (var label in metric.GetProperty("labels").EnumerateArray())
            {
                string[] values = [.. known[Text(label, "name")].Distinct().Order(StringComparer.Ordinal)];
                Assert.Equal(values.Length, label.GetProperty("count").GetInt32());
                Assert.Equal(values.Take(100), label.GetProperty("values").EnumerateArray().Select(value => value.GetString()));
            }

            Assert.Superset(known.Select(label => label.Key).ToHashSet(), LabelsOf(metric).ToHashSet());
        }

        Assert.Contains(metrics, metric => metric.GetProperty("labels").EnumerateArray().Count(label => label.GetProperty("count").GetInt32() > 0) > 2);
    }

    [Theory]
    [InlineData("workload: {developers: 20, sessions_per_hour: 0}")]
    [InlineData("runners: {sessions_per_hour: 0}")]
    public async Task The_labels_of_a_metric_are_known_while_no_session_is_open(string configuration)
    {
        await using var idle = await RunningServer.StartAsync(configuration);
        await using var busy = await RunningServer.StartAsync(configuration.Replace("sessions_per_hour: 0", "sessions_per_hour: 8", StringComparison.Ordinal));
        busy.Clock.Advance(TimeSpan.FromHours(1));
        var none = (await GetAsync(idle, "/api/v1/metrics")).GetProperty("metrics").EnumerateArray().ToDictionary(metric => Text(metric, "name"), LabelsOf);
        var some = (await GetAsync(busy, "/api/v1/metrics")).GetProperty("metrics").EnumerateArray().ToDictionary(metric => Text(metric, "name"), LabelsOf);
        Assert.Equal(some, none);
        Assert.Contains(none, metric => metric.Value.Contains("session_id"));
        using var snapshot = idle.Live.Simulator.Acquire();
        Assert.Contains(snapshot.Layout.Families, family => family.SeriesCount == 0 && none[family.Name].Length > 0);
    }

    [Fact]
    public async Task Every_kind_is_listed_and_can_be_injected_with_its_default_into_each_metric_that_it_names()
    {
        await using var server = await RunningServer.StartAsync(scenario: "daily_cycle");
        var kinds = (await GetAsync(server, "/api/v1/anomaly-kinds")).GetProperty("kinds").EnumerateArray().ToArray();
        Assert.Equal(AnomalyKinds.All.Select(kind => kind.Name), kinds.Select(kind => Text(kind, "kind")));
        foreach (var kind in kinds)
        {
            string[] targets = kind.GetProperty("endpoint").GetBoolean() ? [""] : [.. kind.GetProperty("metrics").EnumerateArray().Select(metric => $",\"metric\":\"{metric.GetString()}\"")];
            var magnitude = kind.GetProperty("magnitude") is { ValueKind: JsonValueKind.Object } found ? $",\"magnitude\":{found.GetProperty("default")}" : "";
            foreach (var target in targets)
            {
                using var response = await server.SendJsonAsync(HttpMethod.Post, "/api/v1/anomalies", $"{{\"kind\":\"{Text(kind, "kind")}\",\"duration\":\"5m\"{target}{magnitude}}}");
                Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
            }
        }
    }

    [Fact]
    public async Task A_kind_that_would_change_nothing_does_not_fit()
    {
        await using var server = await RunningServer.StartAsync();
        var shift = (await GetAsync(server, "/api/v1/anomaly-kinds")).GetProperty("kinds").EnumerateArray().Single(kind => Text(kind, "kind") == "phase_shift");
        Assert.Equal((false, 0), (shift.GetProperty("fits").GetBoolean(), shift.GetProperty("metrics").GetArrayLength()));
    }

    private static async Task<JsonElement> GetAsync(RunningServer server, string path)
    {
        using var response = await server.SendAsync(HttpMethod.Get, path);
        return await AnomaliesEndpointTest.JsonAsync(response, HttpStatusCode.OK);
    }

    private static string[] LabelsOf(JsonElement metric) => [.. metric.GetProperty("labels").EnumerateArray().Select(label => Text(label, "name"))];

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString()!;
}
