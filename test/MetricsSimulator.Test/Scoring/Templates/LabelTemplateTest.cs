using MetricsSimulator.Cli.Scoring.Templates;
using MetricsSimulator.Scoring;

namespace MetricsSimulator.Test.Scoring.Templates;

public sealed class LabelTemplateTest
{
    [Theory]
    [InlineData("page", "page", null)]
    [InlineData("{{ $labels.job }}", "api", null)]
    [InlineData("{{$labels.job}}-{{ .Labels.instance }}!", "api-a:1!", null)]
    [InlineData("{{ $labels.none }}", "", null)]
    [InlineData("{{ $value }} of {{ $labels.job }}", "{{ $value }} of api", "{{ $value }}")]
    [InlineData("{{ $labels.job | title }}", "{{ $labels.job | title }}", "{{ $labels.job | title }}")]
    [InlineData("{{ $labels.job", "{{ $labels.job", "{{ $labels.job")]
    public void Labels_of_the_result_are_put_in_and_other_templates_are_left(string text, string expected, string? unknown)
    {
        Assert.Equal(expected, LabelTemplate.Expand(text, SortedLabels.Of([new("job", "api"), new("instance", "a:1")])));
        Assert.Equal(unknown, LabelTemplate.UnknownIn(text));
    }
}
