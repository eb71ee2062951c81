using MetricsSimulator.Scoring;

namespace MetricsSimulator.Test.Scoring;

public sealed class SortedLabelsTest
{
    private static readonly SortedLabels Series = SortedLabels.Of([new("__name__", "up"), new("job", "claude-code"), new("instance", "a:9090"), new("empty", "")]);

    [Fact]
    public void Labels_are_the_same_in_any_order()
    {
        var other = SortedLabels.Of([new("instance", "a:9090"), new("job", "claude-code"), new("__name__", "up")]);
        Assert.Equal(Series, other);
        Assert.Equal(Series.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(Series, SortedLabels.Of([new("instance", "b:9090"), new("job", "claude-code"), new("__name__", "up")]));
        Assert.Equal("{__name__=\"up\", instance=\"a:9090\", job=\"claude-code\"}", other.ToString());
    }

    [Fact]
    public void An_instance_has_the_labels_of_the_result_overridden_by_those_of_the_rule() =>
        Assert.Equal(
            SortedLabels.Of([new("alertname", "Down"), new("instance", "a:9090"), new("severity", "page")]),
            Series.ForAlert("Down", [new("severity", "page"), new("job", ""), new("alertname", "Up")]));

    [Theory]
    [InlineData("job", "claude-code", false)]
    [InlineData("job", "node", true)]
    [InlineData("severity", "page", false)]
    [InlineData("zone", "b", false)]
    public void Labels_contradict_those_that_have_another_value(string name, string value, bool contradicts)
    {
        Assert.Equal(contradicts, Series.Contradicts(SortedLabels.Of([new(name, value)]), []));
        Assert.Equal(contradicts, SortedLabels.Of([new(name, value)]).Contradicts(Series, []));
        Assert.False(Series.Contradicts(SortedLabels.Of([new(name, value)]), [name]));
        Assert.False(Series.Contradicts(SortedLabels.None, []));
    }

    [Fact]
    public void Two_labels_of_one_name_are_refused() =>
        Assert.StartsWith("label names must differ, got 'job'", Assert.Throws<ArgumentException>(() => SortedLabels.Of([new("job", "a"), new("job", "b")])).Message, StringComparison.Ordinal);
}
