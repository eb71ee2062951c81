using MetricsSimulator.Anomalies;
using MetricsSimulator.Configuration.Processes;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Test.Laws;

/// <summary>
/// Law 6: a fact has one place. The names of series, types, processes and kinds of anomalies are in the code once; everything else uses them. What the
/// parts say to each other is tested where they are: see the law's row in docs/architecture.md.
/// </summary>
[Trait("takes", "seconds")]
public sealed class OneFactTest
{
    private static readonly Lazy<ILookup<string, string>> FilesByText = new(() => ProductCode.Value.FilesByText());

    [Theory]
    [InlineData("_bucket", "HistogramType")]
    [InlineData("_sum", "HistogramType")]
    [InlineData("_count", "HistogramType")]
    [InlineData("le", "HistogramType")]
    [InlineData("_total", "CounterType")]
    [InlineData("_info", "InfoType")]
    [InlineData("_created", "MetricType")]
    public void What_a_series_is_called_beside_the_name_of_its_family_stands_once(string text, string type) =>
        Assert.Equal([$"MetricsSimulator/Metrics/{type}.cs"], FilesByText.Value[text]);

    // OTLP has fields of the same names, which are other facts.
    [Fact]
    public void The_name_of_a_type_stands_once() => Assert.All(MetricType.All, type =>
        Assert.Equal([$"MetricsSimulator/Metrics/{type.GetType().Name}.cs"], FilesByText.Value[type.Name].Where(file => file != "MetricsSimulator.Formats/Otlp/OtlpMetrics.cs")));

    [Fact]
    public void The_name_of_a_process_stands_once() => Assert.All(ProcessLaws.All, law =>
        Assert.Equal([$"MetricsSimulator.Configuration/Processes/{law.GetType().Name}.cs"], FilesByText.Value[law.One]));

    // A cycle has a trend, too, nan is a word of PromQL, and set one of other languages: these are other facts. The shipped rules say what they detect, as a user's do, and scoring them refuses an unknown kind. A quiz chooses some, and its scenario refuses an unknown kind.
    [Fact]
    public void The_name_of_a_kind_of_anomaly_stands_once() => Assert.All(AnomalyKinds.All.Where(kind => kind.Name is not ("trend" or "nan" or "set")), kind =>
        Assert.Equal(["MetricsSimulator/Anomalies/AnomalyKinds.cs"], FilesByText.Value[kind.Name].Where(file => !file.StartsWith("MetricsSimulator.Cli/Rules/", StringComparison.Ordinal) && file != "MetricsSimulator.Cli/Quizzes/HiddenKind.cs")));
}
