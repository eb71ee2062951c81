using MetricsSimulator.Metrics;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Processes;

/// <summary>
/// The share w of the metric that each path has, and its root √w, which multiplies the volatility. If all shares are equal, they take no
/// memory per path.
/// </summary>
internal sealed class PathShares
{
    private readonly double[]? _shares;
    private readonly double[]? _roots;
    private readonly double _share;
    private readonly double _root;

    private PathShares(double share)
    {
        _share = share;
        _root = Math.Sqrt(share);
    }

    private PathShares(double[] shares)
    {
        _shares = shares;
        _roots = new double[shares.Length];
        for (var i = 0; i < shares.Length; i++) _roots[i] = Math.Sqrt(shares[i]);
    }

    /// <summary>Every path has the share 1.</summary>
    public static PathShares Full { get; } = new(1);

    /// <summary>The shares of a range of label sets.</summary>
    public static PathShares Of(LabelSpace labels, SeriesRange range)
    {
        if (labels.IsUniform) return new PathShares(labels.Whole.Share(0));
        var shares = new double[NormalBlock.Padded(range.Count)];
        for (var i = 0; i < range.Count; i++) shares[i] = labels.Share(range.First + i);
        return new PathShares(shares);
    }

    /// <summary>The share of one path.</summary>
    public double this[int index] => _shares is null ? _share : _shares[index];

    /// <summary>Whether all shares are equal.</summary>
    public bool IsUniform => _shares is null;

    /// <summary>The shares, if all are equal.</summary>
    public UniformShares Uniform => new(_share, _root);

    /// <summary>The shares from one path on, if they differ.</summary>
    /// <param name="first">The number of the path.</param>
    public WeightedShares From(int first) => new(_shares.AsSpan(first), _roots.AsSpan(first));
}
