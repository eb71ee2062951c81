using MetricsSimulator.Randomness;

namespace MetricsSimulator.Processes;

/// <summary>X(t+Δ) = X(t)·exp(b + c·Z): the exact step of geometric Brownian motion. Immutable and thread-safe.</summary>
internal sealed class GeometricStep : PathStep
{
    // Beyond this a factor is 0 or infinite, and 0 · ∞ would be NaN.
    private const double LargestExponent = 700;

    private readonly double _shift;
    private readonly double _deviation;

    /// <summary>Creates the step.</summary>
    /// <param name="definition">The process, for its bounds.</param>
    /// <param name="shift">b = (μ − σ²/2)Δ.</param>
    /// <param name="deviation">c = σ√Δ.</param>
    public GeometricStep(ProcessDefinition definition, double shift, double deviation)
        : base(definition)
    {
        _shift = shift;
        _deviation = deviation;
    }

    /// <inheritdoc/>
    public override bool IsIdle => _shift == 0 && _deviation == 0;

    /// <inheritdoc/>
    protected override void Move(Span<double> paths, ReadOnlySpan<double> normals, PathShares shares, int first)
    {
        for (var i = 0; i < paths.Length; i++)
            paths[i] *= DeterministicMath.Exp(Math.Clamp(_shift + _deviation * normals[i], -LargestExponent, LargestExponent));
    }
}
