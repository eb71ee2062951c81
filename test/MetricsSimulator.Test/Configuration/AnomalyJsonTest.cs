using System.Text;
using System.Text.Json;
using CsCheck;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Configuration.Anomalies;
using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Test.Configuration;

/// <summary>Anomalies as JSON: they can be written and read back, and errors name the field.</summary>
public class AnomalyJsonTest
{
    private static readonly SimulationModel s_model = Scenarios.Model(BuiltInScenarios.Find("anomaly_detection")!.Text);

    private static readonly Gen<TimeSpan> s_span = Gen.Long[1, TimeSpan.TicksPerDay].Select(TimeSpan.FromTicks);

    [Fact]
    public void Any_anomaly_comes_back_as_it_was() => Anomaly(depth: 2).Sample(anomaly =>
    {
        var read = Read(Write(json => AnomalyWriter.Write(anomaly, json)));
        Assert.Empty(read.Errors);
        Assert.Equal(anomaly, read.Definition);
    }, iter: 1000);

    [Fact]
    public void A_planned_anomaly_is_written_with_its_plan()
    {
        var cascade = s_model.Scenario.Phases[0].Anomalies[^1];

        Assert.Equal(
            """
            {"kind":"level_shift","metric":"tool_usage","at":"1h51m","duration":"6m","onset":"1m","magnitude":3,"then":[{"after":"1m","kind":"error_burst","metric":"error","duration":"5m","magnitude":30,"then":[{"after":"1m","kind":"latency_shift","metric":"session_duration","duration":"3m","magnitude":4}]}]}
            """, Write(json => AnomalyWriter.Write(cascade, json)));
    }

    [Fact]
    public void Properties_can_be_written_without_the_plan()
    {
        var spike = s_model.Scenario.Phases[0].Anomalies[0];

        var text = Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("id", "a1");
            AnomalyWriter.WriteProperties(spike, json);
            json.WriteEndObject();
        });

        Assert.Equal("""{"id":"a1","kind":"spike","metric":"token_usage","matchers":"{model=\u0022claude-3-opus\u0022}","duration":"4m","onset":"30s","magnitude":4}""", text);
    }

    [Theory]
    [InlineData("""{"kind": "outage", "duration": "5m"}""", 300)]
    [InlineData("""{"kind": "outage", "duration": 300}""", 300)]
    [InlineData("{\n\t\"kind\": \"out\\u0061ge\",\r\n\t\"duration\": 3e2, \"onset\": null}", 300)]
    public void Any_form_of_JSON_is_read(string json, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Read(json).Definition!.Duration);

    [Theory]
    [InlineData("""{"kind": "outage", "kind": "outage", "duration": 5}""", "kind", "the field is given twice")]
    [InlineData("""{"kind": "outage", "dur\u0061tion": 6, "duration": 5}""", "duration", "the field is given twice")]
    [InlineData("""{"kind": "outage", "duration": 5, "then": [{"kind": "outage", "duration": 5, "kind": "spike"}]}""", "then[0].kind", "the field is given twice")]
    [InlineData("""{"mag\nitude": 1}""", "mag\nitude", "unknown key")]
    [InlineData("""{"kind": "spike", "duration": 5, "metric": ""}""", "metric", "may not be empty, got ''")]
    [InlineData("""{"kind": "outage", "duration": 5, "then": [{"kind": "spike", "duration": 5, "metric": ""}]}""", "then[0].metric", "may not be empty, got ''")]
    [InlineData("""{"kind": "spike", "duration": 5, "metric": "\ud800"}""", "metric", "the text holds half of a surrogate pair")]
    [InlineData("""{"kind": "spike", "duration": 5, "metric": "cost", "magnitude": 1}""", "magnitude", "must be from 0 to 1000000000 and not 1, or nothing would change, got 1")]
    [InlineData("""{"kind": "spike", "duration": 5, "metric": "cost", "magnitude": 1e10}""", "magnitude", "must be from 0 to 1000000000 and not 1, got 10000000000")]
    [InlineData("[]", "", "must be a JSON object")]
    [InlineData("{}", "kind", "must be given")]
    [InlineData("""{"kind": "spke", "duration": 5}""", "kind", "there is no such kind, got 'spke'. Did you mean 'spike'?")]
    [InlineData("""{"kind": 5, "duration": 5}""", "kind", "there is no such kind, got '5'")]
    [InlineData("""{"kind": "outage"}""", "duration", "must be given")]
    [InlineData("""{"kind": "outage", "duration": "-1m"}""", "duration", "must be longer than 0 seconds, got -60")]
    [InlineData("""{"kind": "outage", "duration": true}""", "duration", "must be a number of seconds or a duration like 10s, 500ms or 1h30m, got 'true'")]
    [InlineData("""{"kind": "outage", "duration": 5, "metric": "cost"}""", "metric", "outage acts on the endpoint /metrics as a whole, not on a metric")]
    [InlineData("""{"kind": "spike", "duration": 5}""", "metric", "must be given: spike can act on token_usage, session_duration, cost, tool_usage, error or active_sessions")]
    [InlineData("""{"kind": "spike", "duration": 5, "metric": "costs"}""", "metric", "must name a metric of this model, got 'costs'. Did you mean 'cost'?")]
    [InlineData("""{"kind": "spike", "duration": 5, "metric": "otel_claude_code_cost"}""", "metric", "must name a metric of this model, got 'otel_claude_code_cost'. Did you mean 'otel_claude_code_cost_usd'?")]
    [InlineData("""{"kind": "nan", "duration": 5, "metric": "cost"}""", "metric", "nan cannot act on this sort of metric, got 'cost'")]
    [InlineData("""{"kind": "spike", "duration": 5, "metric": "cost", "matchers": "{le=\"5\"}"}""", "matchers", "may not touch le: a histogram's buckets belong together")]
    [InlineData("""{"kind": "spike", "duration": 5, "metric": "cost", "matchers": {"model": "a"}}""", "matchers", "must be label matchers in quotes, like '{model=~\"claude-3-.*\"}', got a map")]
    [InlineData("""{"kind": "spike", "duration": 5, "metric": "cost", "magnitude": "3"}""", "magnitude", "must be a number, got the text \"3\" in quotes")]
    [InlineData("""{"kind": "spike", "duration": 5, "metric": "cost", "magnitude": 1e999}""", "magnitude", "must be at most 1.7976931348623157E+308 in size, got 1e999")]
    [InlineData("""{"kind": "spike", "duration": 5, "metric": "cost", "onset": "6s"}""", "onset", "must be at most the duration, 5 seconds, got 6")]
    [InlineData("""{"kind": "outage", "duration": 5, "at": "1m"}""", "at", "an anomaly that a request injects begins at the next tick, or at its start")]
    [InlineData("""{"kind": "outage", "duration": 5, "every": "1m"}""", "every", "an anomaly that a request injects begins at the next tick, or at its start")]
    [InlineData("""{"kind": "outage", "duration": 5, "per_day": 1}""", "per_day", "an anomaly that a request injects begins at the next tick, or at its start")]
    [InlineData("""{"kind": "outage", "duration": 5, "after": 1}""", "after", "an anomaly that a request injects begins at the next tick, or at its start")]
    [InlineData("""{"kind": "outage", "duration": 5, "label": "model"}""", "label", "applies to cardinality_explosion and missing_attribute, and this is outage")]
    [InlineData("""{"kind": "outage", "duration": 5, "severity": 1}""", "severity", "unknown key")]
    [InlineData("""{"kind": "outage", "duration": 5, "then": [{"kind": "outage", "duration": 0}]}""", "then[0].duration", "must be longer than 0 seconds, got 0")]
    [InlineData("""{"kind": "outage", "duration": 5, "then": {}}""", "then", "must be a list of anomalies, got a map")]
    public void What_is_wrong_is_told_with_its_field(string json, string field, string message)
    {
        var result = Read(json);

        Assert.Null(result.Definition);
        Assert.Equal(field, result.Errors[0].Field);
        Assert.StartsWith(message, result.Errors[0].Message);
    }

    [Theory]
    [InlineData("""{"kind": "outage", "duration": true}""")]
    [InlineData("""{"kind": "outage", "duration": "-1m"}""")]
    public void An_error_does_not_end_with_the_meaning_of_its_key(string json) => Assert.Null(Read(json).Errors[0].Explanation);

    [Fact]
    public void All_errors_are_told_at_once()
    {
        var errors = Read("""{"kind": "outage", "duration": 0, "magnitude": 5, "at": 1}""").Errors;

        Assert.Equal(["at", "duration", "magnitude"], errors.Select(error => error.Field).Order(StringComparer.Ordinal));
    }

    private static AnomalyResult Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return AnomalyReader.Read(document.RootElement, s_model.Metrics, [], []);
    }

    private static Gen<AnomalyDefinition> Anomaly(int depth)
    {
        var targets = AnomalyKinds.All.SelectMany(kind => kind.IsOfEndpoint
            ? [(kind, (MetricDefinition?)null)]
            : s_model.Metrics.Where(kind.SuitsMetric).Select(metric => (kind, (MetricDefinition?)metric))).ToArray();
        var then = depth == 0
            ? Gen.Const(Array.Empty<FollowingAnomaly>())
            : Gen.Select(s_span, Anomaly(depth - 1), (after, anomaly) => new FollowingAnomaly(after, anomaly)).Array[0, 2];
        return Gen.Select(Gen.Int[0, targets.Length - 1], s_span, Gen.Double[0, 1], Gen.Double[0.001, 0.999], Gen.Bool, then, (index, duration, rise, strength, hasMatchers, following) =>
        {
            var (kind, metric) = targets[index];
            var dimension = metric?.Labels.Dimensions.FirstOrDefault();
            var magnitude = kind.Name switch { "cardinality_explosion" => 50, "variance" => 1 + strength, _ => strength };
            return new AnomalyDefinition(
                kind, metric?.Key, duration,
                hasMatchers && dimension is not null ? new LabelMatchers([new LabelMatcher(dimension.Name, MatchOperator.Matches, ".+"), new LabelMatcher(dimension.Name, MatchOperator.NotEqual, "a\"\\\nb")]) : null,
                kind.HasOnset ? duration * rise : TimeSpan.Zero, kind.MagnitudeMeaning is null ? null : magnitude,
                kind.Name == "cardinality_explosion" && hasMatchers ? dimension?.Name : null, timing: null, [.. following]);
        });
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes)) write(json);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
