using System.Globalization;
using MetricsSimulator.Test.Tools;

namespace MetricsSimulator.Test.Commands;

/// <summary>A check needs memory for the text that it reads, not for the model that the text describes.</summary>
public sealed class CheckMemoryTest
{
    private static readonly string s_prefix = new('p', 75);

    [Theory]
    [InlineData("labels: {w: {count: COUNT, prefix: PREFIX}}")]
    [InlineData("labels: {w: {count: COUNT, prefix: PREFIX, lifetime: 1h}}")]
    [InlineData("labels: {v: {count: 9, prefix: PREFIX}, w: {count: COUNT, prefix: PREFIX}}")]
    [InlineData("labels: {zone: [a, b], w: {count: COUNT, prefix: PREFIX}}")]
    public async Task A_label_of_millions_of_values_is_checked_in_the_memory_of_one_of_few(string labels)
    {
        await AllocatedAsync(labels, 10);
        var few = await AllocatedAsync(labels, 10);
        var many = await AllocatedAsync(labels, 1_000_000);
        Assert.InRange(many, 0, few + 100_000);
    }

    [Fact]
    public async Task Anomalies_on_millions_of_values_are_checked_in_the_memory_of_few()
    {
        using var folder = new TemporaryFolder();
        var scenario = folder.Write(
            "scenario.yaml", "patterns: [{duration: 1h, anomalies: [{kind: cardinality_explosion, metric: queue, at: 10m, duration: 1m, magnitude: 100000}, {kind: spike, metric: queue, matchers: '{w=~\".*[5-9]\"}', at: 10m, duration: 1m}]}]\n");
        const string Labels = "labels: {w: {count: COUNT, prefix: PREFIX}}";
        await AllocatedAsync(Labels, 10, scenario);
        var few = await AllocatedAsync(Labels, 10, scenario);
        var many = await AllocatedAsync(Labels, 1_000_000, scenario);
        Assert.InRange(many, 0, few + 100_000);
    }

    private static async Task<long> AllocatedAsync(string labels, int count, string? scenario = null)
    {
        using var folder = new TemporaryFolder();
        labels = labels.Replace("COUNT", count.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("PREFIX", s_prefix, StringComparison.Ordinal);
        var file = folder.Write("wide.yaml", $"simulator: {{catalogue: none{(scenario is null ? "" : $", scenario: {scenario}")}, metrics: {{queue: {{type: gauge, initial_value: 5, volatility: 1, {labels}}}}}}}\n");
        var (thread, before) = (Environment.CurrentManagedThreadId, GC.GetAllocatedBytesForCurrentThread());
        var ran = await Ran.Async("check", file);
        Assert.True(ran.Status == 0, ran.Error);
        // Otherwise the number is that of another thread.
        Assert.Equal(thread, Environment.CurrentManagedThreadId);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
