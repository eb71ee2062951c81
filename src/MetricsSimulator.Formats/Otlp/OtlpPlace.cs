using System.Globalization;
using System.Text;

namespace MetricsSimulator.Formats.Otlp;

/// <summary>The place of a reader in a request, as in <c>resourceMetrics[0].scopeMetrics[0].metrics[3].sum</c>. Not thread-safe.</summary>
internal sealed class OtlpPlace
{
    // Protocol Buffers allow as many by default.
    private const int MostDepth = 100;
    private const int NamedDepth = 4;

    private readonly List<OtlpField> _fields = [];
    private readonly List<int> _indexes = [];

    /// <summary>Enters a field.</summary>
    /// <param name="field">The field.</param>
    /// <param name="index">Which of its values, from 0; -1 for all of them.</param>
    /// <exception cref="OtlpFormatException">Too many messages are within each other.</exception>
    public void Enter(OtlpField field, int index = 0)
    {
        _fields.Add(field);
        _indexes.Add(index);
        if (_fields.Count <= MostDepth) return;
        // The whole place would have a hundred names.
        _fields.RemoveRange(NamedDepth, _fields.Count - NamedDepth);
        throw Error(string.Create(CultureInfo.InvariantCulture, $"must have at most {MostDepth} messages within each other"));
    }

    /// <summary>Leaves the field that was entered last.</summary>
    public void Leave()
    {
        _fields.RemoveAt(_fields.Count - 1);
        _indexes.RemoveAt(_indexes.Count - 1);
    }

    /// <summary>The error at this place.</summary>
    /// <param name="violation">What is wrong, as in <c>must be …, got …</c>.</param>
    /// <param name="bytes">The place in the bytes; empty for none.</param>
    public OtlpFormatException Error(string violation, string bytes = "")
    {
        var text = ToString();
        return new OtlpFormatException($"{(text.Length == 0 ? "the request" : text + ":")} {violation}{(bytes.Length == 0 ? "" : $" ({bytes})")}");
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (var depth = 0; depth < _fields.Count; depth++)
        {
            if (depth > 0) text.Append('.');
            text.Append(_fields[depth].Name);
            if (_fields[depth].IsRepeated && _indexes[depth] >= 0) text.Append(CultureInfo.InvariantCulture, $"[{_indexes[depth]}]");
        }

        return text.ToString();
    }
}
