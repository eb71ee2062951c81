using System.Text;
using MetricsSimulator.Metrics;

namespace MetricsSimulator.Randomness;

/// <summary>The identities of the label sets of one metric; see <see cref="SeriesKey.Derive"/>. One thread at a time.</summary>
internal sealed class SeriesIdentity
{
    private readonly LabelSpace _labels;
    private readonly int[] _order;
    private readonly int[] _digits;
    private readonly ulong _prefix;

    /// <summary>Prepares the identities.</summary>
    /// <param name="name">The name of the metric.</param>
    /// <param name="labels">Its label sets.</param>
    public SeriesIdentity(string name, LabelSpace labels)
    {
        _labels = labels;
        _order = [.. Enumerable.Range(0, labels.Dimensions.Length).OrderBy(d => labels.Dimensions[d].Name, StringComparer.Ordinal)];
        _digits = new int[_order.Length];
        _prefix = Fnv1a.Append(Fnv1a.OffsetBasis, Encoding.UTF8.GetBytes(name));
    }

    /// <summary>The identity of a label set.</summary>
    /// <param name="index">Its number, from 0.</param>
    public ulong Of(int index)
    {
        _labels.Digits(index, _digits);
        var identity = _prefix;
        for (var d = 0; d < _order.Length; d++)
        {
            identity = Fnv1a.Append(identity, d == 0 ? "{"u8 : ","u8);
            identity = Fnv1a.Append(identity, _labels.Dimensions[_order[d]].Pair(_digits[_order[d]]));
        }

        return _order.Length > 0 ? Fnv1a.Append(identity, "}"u8) : identity;
    }
}
