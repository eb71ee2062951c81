using System.Runtime.Intrinsics;
using MetricsSimulator.Randomness;

namespace MetricsSimulator.Processes;

/// <summary>One step of fixed length for many paths of one process. A <see cref="ProcessDefinition"/> becomes a step once the length of a tick is known.</summary>
internal abstract class PathStep
{
    private readonly BoundRule _atBounds;
    private readonly double _lower;
    private readonly double _upper;

    /// <summary>Creates the part that all steps share.</summary>
    private protected PathStep(ProcessDefinition definition, TimeSpan length)
    {
        _lower = Math.Max(definition.Bounds.Lower, -ProcessDefinition.GreatestValue);
        _upper = Math.Min(definition.Bounds.Upper, ProcessDefinition.GreatestValue);
        _atBounds = definition.AtBounds;
        (ClampLower, ClampUpper) = _atBounds == BoundRule.Clamp ? (_lower, _upper) : (-double.MaxValue, double.MaxValue);
        Bounds = definition.Bounds;
        Transitions = definition.TransitionsOver(length);
    }

    /// <summary>The bounds of a path with share 1.</summary>
    public Bounds Bounds { get; }

    /// <summary>The transitions of the paths over a step.</summary>
    public Transitions Transitions { get; }

    /// <summary>The value to which a lower path with share 1 is set; no path is lower if this step does not clamp.</summary>
    protected double ClampLower { get; }

    /// <summary>The value to which a higher path with share 1 is set; no path is higher if this step does not clamp.</summary>
    protected double ClampUpper { get; }

    /// <summary>The step of a process over a length of time.</summary>
    public static PathStep Of(ProcessDefinition definition, TimeSpan length) =>
        definition.IsGeometric ? new GeometricStep(definition, length) : new GaussianStep(definition, length);

    /// <summary>Moves paths one step on, all by the same transition, and brings them into the bounds.</summary>
    /// <param name="transition">The transition.</param>
    /// <param name="paths">The values, replaced; a multiple of <see cref="NormalBlock.Lanes"/>.</param>
    /// <param name="normals">One standard normal draw for each path.</param>
    /// <param name="shares">The shares of the paths.</param>
    /// <param name="first">The number of the first path.</param>
    public void Evolve(in Transition transition, Span<double> paths, ReadOnlySpan<double> normals, PathShares shares, int first)
    {
        if (shares.IsUniform) Move(transition, paths, normals, shares.Uniform);
        else Move(transition, paths, normals, shares.From(first));
        if (_atBounds == BoundRule.Reflect) Enclose(paths, shares, first);
    }

    /// <summary>Moves one path with share 1 one step on, and brings it into the bounds.</summary>
    /// <param name="transition">The transition.</param>
    /// <param name="path">The value.</param>
    /// <param name="normal">A standard normal draw.</param>
    public double Evolve(in Transition transition, double path, double normal) => Enclose(Move(transition, path, normal), _lower, _upper);

    /// <summary>Brings paths into the bounds, as a step does at its end.</summary>
    /// <param name="paths">The values, replaced.</param>
    /// <param name="shares">The shares of the paths.</param>
    /// <param name="first">The number of the first path.</param>
    public void Enclose(Span<double> paths, PathShares shares, int first)
    {
        for (var i = 0; i < paths.Length; i++)
        {
            var share = shares[first + i];
            paths[i] = Enclose(paths[i], share * _lower, share * _upper);
        }
    }

    /// <summary>Moves paths one step on. Under <see cref="BoundRule.Clamp"/> it also brings them into the bounds.</summary>
    protected abstract void Move(in Transition transition, Span<double> paths, ReadOnlySpan<double> normals, UniformShares shares);

    /// <inheritdoc cref="Move(in Transition, Span{double}, ReadOnlySpan{double}, UniformShares)"/>
    protected abstract void Move(in Transition transition, Span<double> paths, ReadOnlySpan<double> normals, WeightedShares shares);

    /// <summary>Moves one path with share 1 one step on, without regard to the bounds.</summary>
    protected abstract double Move(in Transition transition, double path, double normal);

    /// <summary>Four values, clamped to the bounds of their shares.</summary>
    protected static Vector256<double> Clamp(Vector256<double> values, Vector256<double> lower, Vector256<double> upper) =>
        Vector256.MinNative(Vector256.MaxNative(values, lower), upper);

    private double Enclose(double value, double lower, double upper) =>
        _atBounds == BoundRule.Reflect ? Reflect(value, lower, upper) : Math.Clamp(value, lower, upper);

    /// <summary>A value mirrored at two bounds until it lies between them.</summary>
    internal static double Reflect(double value, double lower, double upper)
    {
        if (value >= lower && value <= upper) return value;
        var width = upper - lower;
        var beyond = value < lower ? lower - value : value - upper;
        if (beyond > width) beyond -= 2 * width * Math.Floor(beyond / (2 * width));
        // After whole round trips, the rest may still pass the far bound, which mirrors it once more.
        if (beyond > width) beyond = 2 * width - beyond;
        return Math.Clamp(value < lower ? lower + beyond : upper - beyond, lower, upper);
    }
}
