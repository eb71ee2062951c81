using System.Globalization;
using MetricsSimulator.Cli.Scoring.Prometheus;
using MetricsSimulator.Configuration.RuleFiles;
using MetricsSimulator.Scoring;
using MetricsSimulator.Scoring.Alerts;

namespace MetricsSimulator.Test.Scoring.Evaluation;

/// <summary>The samples that a Prometheus stored, as they are: markers of staleness are left out.</summary>
internal sealed class StoredSamples : SeriesReceiver
{
    private readonly Dictionary<SortedLabels, Dictionary<long, double>> _series = [];
    private Dictionary<long, double> _current = [];

    private StoredSamples()
    {
    }

    /// <summary>Asks for what a range selector selects now.</summary>
    public static async Task<StoredSamples> OfAsync(PrometheusConnection server, string selector)
    {
        var samples = new StoredSamples();
        using var answer = await server.AskAsync("/api/v1/query", [new("query", selector)], TestContext.Current.CancellationToken);
        await using var body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        Assert.Null(await new MatrixReader(samples).ReadAsync(body, TestContext.Current.CancellationToken));
        return samples;
    }

    /// <summary>All series of a name, with their values by instant in milliseconds.</summary>
    public IEnumerable<KeyValuePair<SortedLabels, Dictionary<long, double>>> Of(string name) => _series.Where(series => series.Key.ValueOf("__name__") == name);

    /// <summary>When a group was evaluated, as its recording rule group:evaluated says. All evaluations lie on one raster.</summary>
    public EvaluationSchedule ScheduleOf(RuleGroup group)
    {
        var instants = EvaluationsOf(group);
        var interval = (long)group.Interval.TotalMilliseconds;
        var first = instants.Keys.Min();
        Assert.All(instants.Keys, instant => Assert.Equal(0, (instant - first) % interval));
        return new EvaluationSchedule(DateTimeOffset.FromUnixTimeMilliseconds(first), group.Interval, (int)((instants.Keys.Max() - first) / interval) + 1);
    }

    /// <summary>Whether a group was evaluated at an instant.</summary>
    public bool WasEvaluated(RuleGroup group, DateTimeOffset instant) => EvaluationsOf(group).ContainsKey(instant.ToUnixTimeMilliseconds());

    /// <inheritdoc/>
    public override void Begin(SortedLabels labels) => _series[labels] = _current = [];

    /// <inheritdoc/>
    public override void Take(long instant, ReadOnlySpan<byte> value) => _current[instant] = double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture);

    private Dictionary<long, double> EvaluationsOf(RuleGroup group) => Of("group:evaluated").Single(series => series.Key.ValueOf("group") == group.Name).Value;
}
