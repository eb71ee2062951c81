using MetricsSimulator.Configuration.Scenarios;
using MetricsSimulator.Scoring.Judging;

namespace MetricsSimulator.Test.Scoring.Judging;

/// <summary>Two anomalies that overlap on different labels of a metric, in a history that a Prometheus evaluates.</summary>
[Trait("needs", "programs")]
[Trait("takes", "seconds")]
public sealed class OverlappingAnomaliesTest
{
    // From 2:00 to 2:20 on part a, and from 2:10 to 2:30 on part b.
    private const string Scenario = """
        name: overlap
        description: Two anomalies at once.
        repeat: false
        metrics:
          load:
            type: gauge
            name: load
            help: Load (simulated)
            process: constant
            initial_value: 120  # 40 for each part
            labels: {part: [a, b, c]}
        patterns:
          - name: all
            anomalies:
              - {kind: level_shift, metric: load, matchers: '{part="a"}', at: 2h, duration: 20m, magnitude: 3}
              - {kind: level_shift, metric: load, matchers: '{part="b"}', at: 2h10m, duration: 20m, magnitude: 3}
        """;

    private const string Rules = """
        groups:
        - name: each
          rules:
          - {alert: Each, expr: "load > 80"}
          - {alert: All, expr: "max(load) > 80"}
        - name: limited
          limit: 1
          rules:
          - {alert: Limited, expr: "load > 80"}
        """;

    [Fact]
    public async Task Each_is_detected_by_its_own_instance_and_a_limit_forgets_both()
    {
        var (plan, run) = ScoredScenario.PlanOf(Rules, ScenarioReader.ReadText(Scenario, "overlap.yaml").Draft!, TimeSpan.FromHours(6), 1, 2);
        foreach (var seed in await ScoredScenario.JudgeAsync(plan, run))
        {
            Assert.Equal(2, seed.Incidents.Length);
            var each = seed.Rules[0];
            Assert.All(each.Incidents, incident => Assert.Equal((IncidentOutcome.Detected, 0, TimeSpan.Zero), (incident.Outcome, incident.Flaps, incident.Excess)));
            Assert.Equal(["a", "b"], each.Incidents.Select(incident => incident.DetectedBy!.ValueOf("part")));
            Assert.All(each.Incidents, incident => Within(incident.Incident.End, incident.ResolvedAt));

            // It fires for the first when the second begins, and on until the second ends.
            Assert.Equal([IncidentOutcome.Detected, IncidentOutcome.Masked], seed.Rules[1].Incidents.Select(incident => incident.Outcome));
            Assert.Single(seed.Rules[1].Episodes);

            // While both last there is one instance too many. The second is alone, and detected, when the first ends.
            var limited = seed.Rules[2].Incidents;
            Assert.Equal(["a", "b"], limited.Select(incident => incident.DetectedBy!.ValueOf("part")));
            Assert.Equal(TimeSpan.Zero, limited[0].Excess);
            Within(limited[1].Incident.Start, limited[0].ResolvedAt);
            Within(limited[0].Incident.End, limited[1].DetectedAt);
            Within(limited[1].Incident.End, limited[1].ResolvedAt);
        }
    }

    // At the first evaluation that sees the first scrape after it.
    private static void Within(DateTimeOffset instant, DateTimeOffset? evaluation) => Assert.InRange(evaluation!.Value, instant, instant + TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(10));
}
