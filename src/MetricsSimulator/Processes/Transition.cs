namespace MetricsSimulator.Processes;

/// <summary>
/// How the paths of a process move over one step, once its jumps and regimes are known. With a standard normal draw Z for each path,
/// a path with share w goes from X to a·X + w·b + √w·c·Z; a path of a geometric process goes from X to X·exp(b + c·Z).
/// </summary>
/// <param name="Factor">a; 1 for geometric processes.</param>
/// <param name="Shift">b.</param>
/// <param name="Deviation">c; 0 or more.</param>
internal readonly record struct Transition(double Factor, double Shift, double Deviation)
{
    /// <summary>The transition that leaves every path where it is.</summary>
    public static readonly Transition None = new(1, 0, 0);

    /// <summary>b, limited to finite numbers: an infinite drift and an infinite deviation would add up to NaN.</summary>
    public double Shift { get; init => field = Finite(value); } = Finite(Shift);

    /// <summary>c, limited to finite numbers.</summary>
    public double Deviation { get; init => field = Finite(value); } = Finite(Deviation);

    private static double Finite(double value) => Math.Clamp(value, double.MinValue, double.MaxValue);
}
