using MetricsSimulator.Checkpoints;
using MetricsSimulator.Disturbances;
using MetricsSimulator.Paths;

namespace MetricsSimulator.States;

/// <summary>
/// Values of label sets, for the case that most have none. Memory is allocated block by block, on first use. A block has <see cref="PathState.BlockLength"/> label
/// sets; different threads may work on different blocks.
/// </summary>
/// <param name="count">The number of label sets.</param>
/// <param name="stride">The number of values of a label set.</param>
/// <param name="absent">The value of a label set that has none: 0 or NaN.</param>
internal sealed class SparseValues(int count, int stride = 1, double absent = 0)
{
    private readonly double[]?[] _blocks = new double[]?[(count + PathState.BlockLength - 1) / PathState.BlockLength];
    private bool _isEmpty = true;

    /// <summary>Whether no block has memory.</summary>
    public bool IsEmpty => Volatile.Read(ref _isEmpty);

    /// <summary>Whether the block of a label set has memory.</summary>
    public bool Has(int labelSet) => _blocks[labelSet / PathState.BlockLength] is not null;

    /// <summary>The values of a label set; empty if its block has no memory.</summary>
    public ReadOnlySpan<double> Of(int labelSet) => Of(labelSet, 1);

    /// <summary>The values of label sets of one block; empty if the block has no memory.</summary>
    /// <param name="first">The first label set.</param>
    /// <param name="length">The number of label sets.</param>
    public ReadOnlySpan<double> Of(int first, int length)
    {
        var block = _blocks[first / PathState.BlockLength];
        return block is null ? default : block.AsSpan(first % PathState.BlockLength * stride, length * stride);
    }

    /// <summary>The values of a label set, for writing; allocates its block.</summary>
    public Span<double> Room(int labelSet)
    {
        ref var block = ref _blocks[labelSet / PathState.BlockLength];
        if (block is null)
        {
            block = new double[PathState.BlockLength * stride];
            if (absent != 0) Array.Fill(block, absent);
            Volatile.Write(ref _isEmpty, false);
        }

        return block.AsSpan(labelSet % PathState.BlockLength * stride, stride);
    }

    /// <summary>Drops the values of a label set.</summary>
    public void Clear(int labelSet)
    {
        if (Has(labelSet)) Room(labelSet).Fill(absent);
    }

    /// <summary>Drops the values of all label sets on which no anomaly acts.</summary>
    /// <param name="disturbance">The disturbance of the tick; null for none.</param>
    public void KeepTouched(Disturbance? disturbance)
    {
        if (IsEmpty) return;
        for (var i = 0; i < _blocks.Length; i++)
        {
            if (_blocks[i] is not { } block) continue;
            var first = i * PathState.BlockLength;
            if (disturbance is null or { IsAbsence: true } || !disturbance.Touches(first))
            {
                _blocks[i] = null;
                continue;
            }

            var end = Math.Min(count, first + PathState.BlockLength);
            for (var at = first; at < end; at++)
            {
                var next = disturbance.NextTouched(at, end);
                block.AsSpan((at - first) * stride, (next - at) * stride).Fill(absent);
                at = next;
            }
        }
    }

    /// <summary>Saves or restores the values.</summary>
    public void Exchange(IStateArrays arrays)
    {
        var told = IsEmpty ? null : All();
        var kept = told;
        arrays.EachOrNone(ref kept, stride);
        if (ReferenceEquals(kept, told)) return;
        Array.Clear(_blocks);
        _isEmpty = true;
        if (kept is not null) Set(kept);
    }

    /// <summary>Copies the values of another object.</summary>
    /// <param name="other">The other values, with the same stride.</param>
    /// <param name="sources">For each label set, its number in the other values; −1 for a new label set.</param>
    public void TakeOver(SparseValues other, ReadOnlySpan<int> sources)
    {
        if (other.IsEmpty) return;
        for (var i = 0; i < sources.Length; i++)
            if (sources[i] >= 0 && other.Has(sources[i])) other.Of(sources[i]).CopyTo(Room(i));
    }

    private double[] All()
    {
        var all = new double[count * stride];
        for (var i = 0; i < _blocks.Length; i++)
        {
            var part = all.AsSpan(i * PathState.BlockLength * stride);
            part = part[..Math.Min(part.Length, PathState.BlockLength * stride)];
            if (_blocks[i] is { } block) block.AsSpan(0, part.Length).CopyTo(part);
            else part.Fill(absent);
        }

        return all;
    }

    private void Set(double[] all)
    {
        for (var i = 0; i < count; i++)
        {
            var values = all.AsSpan(i * stride, stride);
            if (values.ContainsAnyExcept(absent)) values.CopyTo(Room(i));
        }
    }
}
