namespace MetricsSimulator.Processes;

/// <summary>
/// A path that switches between two regimes, <see cref="Calm"/> and <see cref="Busy"/>, at the times of a Markov chain in continuous time, and follows the
/// law of the current regime. It begins calm. With qᵢ = 1 / (the mean duration of regime i), a path that is calm now is busy after a time t
/// with probability q₀/(q₀ + q₁)·(1 − e^{−(q₀ + q₁)t}). Source: Hamilton, "A New Approach to the Economic Analysis of Nonstationary Time
/// Series and the Business Cycle", Econometrica 57 (1989), for the model; Norris, Markov Chains (1997), section 2.1, for the chain.
/// </summary>
public sealed record RegimeSwitchingDefinition : ProcessDefinition
{
    /// <summary>Creates the law of a path that switches between regimes.</summary>
    /// <param name="initialValue">The value at the first tick; within the bounds.</param>
    /// <param name="calm">The regime in which the path begins.</param>
    /// <param name="busy">The other regime.</param>
    /// <param name="bounds">The bounds of the path; by default [0, ∞).</param>
    /// <param name="atBounds">What happens at a bound; by default <see cref="BoundRule.Clamp"/>.</param>
    /// <exception cref="ArgumentException">An argument breaks its rule.</exception>
    public RegimeSwitchingDefinition(
        double initialValue, Regime calm, Regime busy, Bounds? bounds = null, BoundRule atBounds = BoundRule.Clamp)
        : base(initialValue, bounds, atBounds)
    {
        ArgumentNullException.ThrowIfNull(calm);
        ArgumentNullException.ThrowIfNull(busy);
        Calm = calm;
        Busy = busy;
    }

    /// <summary>The regime in which the path begins.</summary>
    public Regime Calm { get; }

    /// <summary>The other regime.</summary>
    public Regime Busy { get; }

    /// <summary>
    /// Let pᵢ be the probability of regime i, mᵢ = E(X − x₀; i), sᵢ = E((X − x₀)²; i), and j the other regime. The moments solve the linear equations
    /// pᵢ′ = −qᵢpᵢ + qⱼpⱼ, mᵢ′ = bᵢpᵢ − (κᵢ + qᵢ)mᵢ + qⱼmⱼ and sᵢ′ = σᵢ²pᵢ + 2bᵢmᵢ − (2κᵢ + qᵢ)sᵢ + qⱼsⱼ with bᵢ = μᵢ + κᵢ(θᵢ − x₀). Their solution
    /// is a matrix exponential.
    /// </summary>
    /// <inheritdoc/>
    public override Moments MomentsAfter(TimeSpan elapsed, Moments from)
    {
        var t = elapsed.TotalSeconds;
        Regime[] regimes = [Calm, Busy];
        // Scaled by the largest term, no entry overflows or is much larger than the others.
        var unit = Math.Max(from.StandardDeviation, regimes.Max(regime => Math.Max(Math.Abs(PullOf(regime, from.Mean, t)), regime.Volatility.PerRootSecond * Math.Sqrt(t))));
        if (unit == 0) return from;

        var equations = new double[6, 6];
        for (var i = 0; i < 2; i++)
        {
            var (p, m, s) = (i, i + 2, i + 4);
            var regime = regimes[i];
            var leaving = t / regime.MeanDuration.TotalSeconds;
            var sigma = regime.Volatility.PerRootSecond * Math.Sqrt(t) / unit;
            var pull = PullOf(regime, from.Mean, t) / unit;
            equations[m, p] = pull;
            equations[s, p] = sigma * sigma;
            equations[s, m] = 2 * pull;
            equations[m, m] = -regime.Speed * t;
            equations[s, s] = -2 * regime.Speed * t;
            foreach (var row in (ReadOnlySpan<int>)[p, m, s])
            {
                equations[row, row] -= leaving;
                // The other regime's row is the next one, or the one before.
                equations[row + 1 - 2 * i, row] = leaving;
            }
        }

        // The path begins calm and at distance 0 on average, so the solution is the first column plus the fifth times the variance.
        var solution = MatrixExponential.Of(equations);
        var mean = solution[2, 0] + solution[3, 0];
        var inherited = from.StandardDeviation / unit;
        var square = solution[4, 0] + solution[5, 0] + inherited * inherited * (solution[4, 4] + solution[5, 4]);
        return new Moments(from.Mean + unit * mean, unit * Math.Max(0, square - mean * mean) * unit);
    }

    /// <inheritdoc/>
    internal override Transitions TransitionsOver(TimeSpan length) => new RegimeTransitions(Calm, Busy, length.TotalSeconds);

    // The change of a path that stays at a value, held at a finite number.
    private static double PullOf(Regime regime, double value, double seconds) =>
        Math.Clamp((regime.Drift + regime.Speed * (regime.Level - value)) * seconds, double.MinValue, double.MaxValue);
}
