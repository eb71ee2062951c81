using MetricsSimulator.Randomness;

namespace MetricsSimulator.Processes;

/// <summary>
/// A fixed transition, shifted by the sum of the jumps of the step. The sum of N jumps with normal sizes is N·m + √N·δ·Z, for any
/// length of the step. The logarithms of lognormal factors are normal, so they are summed in the same way.
/// </summary>
/// <param name="withoutJumps">The transition of a step without jumps.</param>
/// <param name="jumps">The jumps.</param>
/// <param name="seconds">The length of a step, in seconds.</param>
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
        // The draws before this one gave the number of jumps.
        var deviation = jumps.StandardDeviation == 0
            ? 0
            : Math.Sqrt(count) * jumps.StandardDeviation * draws.Jumps.Normal(PoissonDistribution.DrawCount);
        var withMean = Fixed with { Shift = Fixed.Shift + count * jumps.Mean };
        return withMean with { Shift = withMean.Shift + deviation };
    }
}
