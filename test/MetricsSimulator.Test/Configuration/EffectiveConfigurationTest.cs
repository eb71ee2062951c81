using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;
using MetricsSimulator.Configuration;
using MetricsSimulator.Configuration.Server;
using MetricsSimulator.MetricDefinitions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Test.Processes;

namespace MetricsSimulator.Test.Configuration;

public class EffectiveConfigurationTest
{
    private static readonly ServerConfiguration s_server = new("0.0.0.0", 9191, timestamps: true);

    private static readonly ImmutableArray<LabelDimension> s_labels = [new LabelDimension("team", ["a \"b\"\n"]), new LabelDimension("zone", ["1"])];

    [Fact]
    public void The_catalogue_comes_back_as_it_was()
    {
        var model = ConfigurationReader.BuiltIn.ToModel(ulong.MaxValue, new DateTimeOffset(2026, 1, 1, 0, 0, 3, TimeSpan.Zero));

        AssertComesBack(model);
    }

    [Fact]
    public void Any_model_comes_back_as_it_was() =>
        Gen.Select(Gen.ULong, ModelGenerator.Timeline, ModelGenerator.Metrics)
            .Select((seed, timeline, metrics) => new SimulationModel(seed, timeline, metrics))
            .Sample(AssertComesBack, iter: 500);

    [Theory]
    [MemberData(nameof(ProcessCase.Cases), MemberType = typeof(ProcessCase))]
    public void Any_process_comes_back_as_it_was(ProcessCase process) => AssertComesBack(new SimulationModel(
        1, new Timeline(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(1)), [new GaugeDefinition("g", "g", "", LabelSpace.Empty, process.Definition)]));

    [Fact]
    public void A_counter_is_written_with_every_key_that_applies_to_it()
    {
        var yaml = new EffectiveConfiguration(ConfigurationReader.BuiltIn, ConfigurationReader.BuiltIn.ToModel(0, DateTimeOffset.UnixEpoch)).ToYaml();

        Assert.Contains(
            """
              start: "1970-01-01T00:00:00Z"
              catalogue: none
              metrics:
                token_usage:
                  type: counter
                  name: otel_claude_code_token_usage_tokens_total
                  help: Total tokens used (simulated)
                  labels:
                    model:
                      claude-3-sonnet: 6
                      claude-3-haiku: 3
                      claude-3-opus: 1
                    token_type:
                      input: 63
                      output: 37
                  per_series: false
                  split: independent
                  process: brownian
                  initial_value: 1000
                  drift: 0.1
                  volatility: 50
                  volatility_per: 1h
                  bounds: [0, 100000]
                  at_bounds: clamp
                  per: 1s
                  accumulate: integral
                  integer: true
                session_duration:

            """, yaml, StringComparison.Ordinal);
    }

    private static void AssertComesBack(SimulationModel model)
    {
        var run = ConfigurationReader.BuiltIn with { RetentionPeriod = TimeSpan.FromHours(12), Server = s_server, Labels = s_labels };
        var effective = new EffectiveConfiguration(run, model);
        using var json = JsonDocument.Parse(effective.ToJson());
        foreach (var text in ImmutableArray.Create(effective.ToYaml(), effective.ToJson()))
        {
            var result = ConfigurationReader.ReadText(text, "effective.yaml");
            Assert.True(result.Errors.IsEmpty, string.Join('\n', result.Errors) + "\n" + text);
            var configuration = result.Configuration!;
            Assert.Equal(model, configuration.ToModel(configuration.Seed!.Value, configuration.Start!.Value));
            Assert.Equal(s_server, configuration.Server);
            Assert.Equal(s_labels, configuration.Labels);
            Assert.Equal(TimeSpan.FromHours(12), configuration.RetentionPeriod);
        }
    }
}
