using MetricsSimulator.Randomness;

namespace MetricsSimulator.Processes;

/// <summary>
/// A fixed transition, shifted by the sum of the jumps that fall into the step. Of N jumps with normal sizes the sum is N·m + √N·δ·Z, whatever
/// the length of the step. Lognormal factors have normal logarithms, so that they are summed alike.
/// </summary>
/// <param name="withoutJumps">The transition of a step without jumps.</param>
/// <param name="jumps">The jumps.</param>
/// <param name="seconds">The length of a step.</param>
internal sealed class JumpTransitions(Transition withoutJumps, Jumps jumps, double seconds) : Transitions(withoutJumps)
{
    private readonly double _meanCount = jumps.PerSecond * seconds;

    /// <inheritdoc/>
    public override bool AreDrawn => true;

    /// <inheritdoc/>
    public override Transition Draw(in StepDraws draws, ref double state)
    {
        var count = PoissonDistribution.Draw(_meanCount, draws.Jumps);
        if (count == 0) return Fixed;
        // The number of jumps uses the draws before this one.
        var deviation = jumps.StandardDeviation == 0
            ? 0
            : Math.Sqrt(count) * jumps.StandardDeviation * draws.Jumps.Normal(PoissonDistribution.DrawCount);
        var withMean = Fixed with { Shift = Fixed.Shift + count * jumps.Mean };
        return withMean with { Shift = withMean.Shift + deviation };
    }
}
