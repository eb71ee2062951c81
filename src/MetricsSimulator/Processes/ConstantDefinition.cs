namespace MetricsSimulator.Processes;

/// <summary>The path that never moves, dX = 0.</summary>
public sealed record ConstantDefinition : ProcessDefinition
{
    /// <summary>Creates the law of a constant path.</summary>
    /// <param name="initialValue">The value at every tick; within the bounds.</param>
    /// <param name="bounds">The bounds of the value; by default [0, ∞).</param>
    /// <exception cref="ArgumentException">An argument breaks its rule.</exception>
    public ConstantDefinition(double initialValue, Bounds? bounds = null)
        : base(initialValue, bounds, BoundRule.Clamp)
    {
    }

    /// <summary>E X(t) = x₀ and Var X(t) = 0.</summary>
    /// <inheritdoc/>
    public override Moments MomentsAfter(TimeSpan elapsed, Moments from) => new(InitialValue, 0);

    /// <inheritdoc/>
    internal override Transitions TransitionsOver(TimeSpan length) => new(Transition.None);
}
