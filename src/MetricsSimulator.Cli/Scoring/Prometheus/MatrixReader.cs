using System.Text.Json;
using MetricsSimulator.Scoring;

namespace MetricsSimulator.Cli.Scoring.Prometheus;

/// <summary>Reads the answer to a range query: <c>{"result": [{"metric": {label: value}, "values": [[instant, value]]}]}</c>. For one answer.</summary>
/// <remarks>Source: prometheus/prometheus, docs/querying/api.md, "Range vectors".</remarks>
/// <param name="receiver">Receives the series.</param>
internal sealed class MatrixReader(SeriesReceiver receiver) : AnswerReader
{
    private const int Series = 4;
    private const int Metric = 5;
    private const int Sample = 6;

    private readonly List<KeyValuePair<string, string>> _labels = [];
    private bool _isMetric;
    private bool _isValues;
    private string _label = "";
    private long _instant;

    /// <inheritdoc/>
    protected override JsonTokenType Data => JsonTokenType.StartObject;

    /// <inheritdoc/>
    protected override void Take(ref Utf8JsonReader json)
    {
        switch (json.TokenType, json.CurrentDepth)
        {
            case (JsonTokenType.String, Sample) when _isValues:
                receiver.Take(_instant, json.ValueSpan);
                break;
            case (JsonTokenType.Number, Sample) when _isValues:
                _instant = Milliseconds(json.ValueSpan);
                break;
            case (JsonTokenType.PropertyName, Metric) when _isMetric:
                _label = json.GetString()!;
                break;
            case (JsonTokenType.String, Metric) when _isMetric:
                _labels.Add(new(_label, json.GetString()!));
                break;
            case (JsonTokenType.PropertyName, Series):
                (_isMetric, _isValues) = (json.ValueTextEquals("metric"u8), json.ValueTextEquals("values"u8));
                break;
            case (JsonTokenType.EndObject, Series) when _isMetric:
                receiver.Begin(SortedLabels.Of(_labels));
                _labels.Clear();
                break;
        }
    }

    // Prometheus writes seconds with at most three decimals, and without exponent.
    private static long Milliseconds(ReadOnlySpan<byte> seconds)
    {
        long value = 0;
        var decimals = -1;
        foreach (var digit in seconds)
        {
            if (digit == '.') decimals = 0;
            else if (char.IsAsciiDigit((char)digit) && decimals < 3) (value, decimals) = (10 * value + digit - '0', decimals < 0 ? decimals : decimals + 1);
        }

        for (var i = Math.Max(0, decimals); i < 3; i++) value *= 10;
        return seconds[0] == '-' ? -value : value;
    }
}
