using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.History.Text;
using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Configuration;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Test.Laws;

namespace MetricsSimulator.Test.History.Text;

public sealed class OpenMetricsHistoryTest
{
    [Theory]
    [Trait("takes", "seconds")]
    [MemberData(nameof(ShippedModels.MetricScenarios), MemberType = typeof(ShippedModels))]
    public void The_text_is_the_same_for_any_number_of_threads_and_whatever_is_held(string scenario)
    {
        var span = Span(scenario, "");
        var expected = Text(span, parallelism: 1, heldValues: null);
        Assert.Contains("extra-3", expected);
        foreach (var parallelism in (int[])[1, 2, 7])
            foreach (var held in (int?[])[1, 300, 20_000, null]) Assert.Equal(expected, Text(span, parallelism, held));
    }

    [Theory]
    [InlineData("{__name__=~\".+\",token_type=\"input\"}")]
    [InlineData("{__name__=~\".+\",model!=\"claude-3-haiku\"}")]
    [InlineData("{__name__=~\".*count|.*error.*\"}")]
    public void Series_that_are_selected_are_the_lines_of_them_among_all(string selector)
    {
        var part = Text(Span("normal", selector), 2, 500).Split('\n');
        var all = Text(Span("normal", ""), 2, null).Split('\n');
        Assert.True(part.Length > 100);
        Assert.Subset(all.ToHashSet(), part.ToHashSet());
        Assert.Equal(all.Where(part.ToHashSet().Contains), part);
    }

    [Fact]
    public void The_samples_of_a_series_lie_together_also_when_an_explosion_is_larger_than_the_one_before()
    {
        var span = Span("normal", "");
        var counter = span.Recorded.Run.Model.Metrics[0].Name;
        var larger = new AnomalyDefinition(
            AnomalyKinds.Find("cardinality_explosion")!, span.Recorded.Run.Model.Metrics[0].Key, TimeSpan.FromMinutes(5), magnitude: 20);
        span = span with { Recorded = span.Recorded with { Changes = [.. span.Recorded.Changes, new ModelChange.Injected(300, "i2", larger)] } };
        foreach (var held in (int?[])[300, null])
        {
            var series = Text(span, 2, held).Split('\n').Where(line => line.StartsWith(counter, StringComparison.Ordinal)).Select(line => line.Split(' ')[0]).ToArray();
            Assert.Equal(60, series.Count(name => name.Contains("extra-6\"", StringComparison.Ordinal)));
            Assert.Equal(30, series.Count(name => name.Contains("extra-7\"", StringComparison.Ordinal)));
            var changes = series.Zip(series.Skip(1)).Count(pair => pair.First != pair.Second);
            Assert.Equal(series.Distinct(StringComparer.Ordinal).Count(), changes + 1);
        }
    }

    [Fact]
    public void A_writer_that_fails_ends_all_threads_with_what_went_wrong()
    {
        using var full = new FullStream();
        var failure = Assert.Throws<IOException>(() => new OpenMetricsHistory(Span("normal", ""), full, 3, 500).Write(null, CancellationToken.None));
        Assert.Equal("full", failure.Message);
    }

    [Fact]
    public void A_history_that_is_cancelled_ends_early()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => new OpenMetricsHistory(Span("normal", ""), Stream.Null, 3, 500).Write(null, stop.Token));
    }

    [Fact]
    public void All_steps_are_told_when_it_is_done()
    {
        var history = new OpenMetricsHistory(Span("normal", ""), Stream.Null, 3, 500);
        var told = new LastTold();
        history.Write(told, CancellationToken.None);
        Assert.Equal(history.Steps, told.Steps);
    }

    private static RunSpan Span(string scenario, string selector)
    {
        var model = ShippedModels.OfScenario(scenario);
        var selectors = ImmutableArray<LabelMatchers>.Empty;
        if (selector.Length > 0)
        {
            Assert.True(LabelMatchers.TryParseSelector(selector, out var parsed, out _));
            selectors = [parsed];
        }

        var explosion = new AnomalyDefinition(AnomalyKinds.Find("cardinality_explosion")!, model.Metrics[0].Key, TimeSpan.FromMinutes(5), magnitude: 7);
        return new RunSpan(new RecordedRun(new Run(ConfigurationReader.BuiltIn with { Labels = [new LabelDimension("job", ["j"])] }, model), [new ModelChange.Injected(150, "i1", explosion)]), 40, 400)
        {
            Filter = new SeriesFilter(selectors),
        };
    }

    private static string Text(RunSpan span, int parallelism, int? heldValues)
    {
        using var stream = new MemoryStream();
        new OpenMetricsHistory(span, stream, parallelism, heldValues).Write(null, CancellationToken.None);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private sealed class LastTold : IProgress<HistoryProgress>
    {
        public long Steps { get; private set; }

        public void Report(HistoryProgress value) => Steps = value.Steps;
    }

    private sealed class FullStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("full");
    }
}
