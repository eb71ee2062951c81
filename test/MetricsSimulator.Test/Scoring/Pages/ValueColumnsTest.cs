using System.Globalization;
using System.Text;
using CsCheck;
using MetricsSimulator.Cli.Scoring.Evaluation;
using MetricsSimulator.Cli.Scoring.Pages;
using MetricsSimulator.Configuration.Errors;
using MetricsSimulator.Configuration.RuleFiles;
using MetricsSimulator.Scoring;
using MetricsSimulator.Scoring.Alerts;

namespace MetricsSimulator.Test.Scoring.Pages;

public sealed class ValueColumnsTest
{
    private static readonly EvaluationSchedule s_week = new(DateTimeOffset.UnixEpoch, TimeSpan.FromMinutes(1), 10_080);

    [Fact]
    public void A_spike_of_one_evaluation_is_kept_and_no_picture_takes_more_bytes_than_it_may() =>
        Gen.Select(Gen.Int[0, s_week.Count - 1], Gen.Int[1, 4], Gen.Int[600, 60_000]).Sample((spike, instances, bytes) =>
        {
            var columns = ValueColumns.Of(Values(instances, (instance, k) => instance == 0 && k == spike ? 19 : k % 2), 1, bytes);
            Assert.Equal((0, 19, false), (columns.Low, columns.High, columns.IsCut));
            Assert.Equal(instances, columns.Lines.Length);
            Assert.InRange(columns.Lines.Sum(line => line.Length), 1, bytes + 2 * instances);
            Assert.Equal(255, columns.Lines[0][2 * (spike / columns.Step) + 1]);
        }, iter: 50);

    [Fact]
    public void More_instances_than_are_kept_are_one_line_from_the_lowest_to_the_highest()
    {
        var columns = ValueColumns.Of(Values(5, (instance, _) => instance), null, 60_000);
        Assert.Equal<byte>([1, 255], Assert.Single(columns.Lines).Distinct().Order());
    }

    [Fact]
    public void A_value_far_above_what_is_usual_is_cut_off()
    {
        var columns = ValueColumns.Of(Values(1, (_, k) => k == 7 ? 1e9 : 1), 2, 60_000);
        Assert.Equal((1, 40, true), (columns.Low, columns.High, columns.IsCut));
    }

    [Fact]
    public void An_evaluation_without_a_value_has_level_0()
    {
        var line = ValueColumns.Of(Values(1, (_, k) => k == 3 ? double.NaN : k), null, 60_000).Lines[0];
        Assert.Equal([6, 7], Enumerable.Range(0, line.Length).Where(i => line[i] == 0));
    }

    private static ComparedValues Values(int instances, Func<int, int, double> valueOf)
    {
        var values = new ComparedValues(new AlertingRule("A", "x", [], new Place("", 1, 1)), s_week, TimeSpan.Zero, 4);
        for (var instance = 0; instance < instances; instance++)
        {
            values.Begin(SortedLabels.Of([new("i", instance.ToString(CultureInfo.InvariantCulture))]));
            for (var k = 0; k < s_week.Count; k++)
                values.Take(60_000L * k, Encoding.UTF8.GetBytes(valueOf(instance, k) is var value && double.IsNaN(value) ? "NaN" : value.ToString("R", CultureInfo.InvariantCulture)));
        }

        return values;
    }
}
