using System.Text.Json;
using MetricsSimulator.Scoring;

namespace MetricsSimulator.Cli.Scoring.Prometheus;

/// <summary>Reads the answer to a question for series: <c>[{label: value}]</c>. For one answer.</summary>
/// <remarks>Source: prometheus/prometheus, docs/querying/api.md, "Finding series by label matchers".</remarks>
internal sealed class SeriesListReader : AnswerReader
{
    private const int Series = 2;
    private const int Labels = 3;

    private readonly List<KeyValuePair<string, string>> _labels = [];
    private string _label = "";

    /// <summary>The series so far.</summary>
    public List<SortedLabels> Found { get; } = [];

    /// <inheritdoc/>
    protected override JsonTokenType Data => JsonTokenType.StartArray;

    /// <inheritdoc/>
    protected override void Take(ref Utf8JsonReader json)
    {
        switch (json.TokenType, json.CurrentDepth)
        {
            case (JsonTokenType.PropertyName, Labels):
                _label = json.GetString()!;
                break;
            case (JsonTokenType.String, Labels):
                _labels.Add(new(_label, json.GetString()!));
                break;
            case (JsonTokenType.EndObject, Series):
                Found.Add(SortedLabels.Of(_labels));
                _labels.Clear();
                break;
        }
    }
}
