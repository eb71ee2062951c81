namespace MetricsSimulator.Processes;

/// <summary>
/// How the paths of a process move over one step, once it is known which jumps and regimes fall into it. With Z a standard normal draw of its
/// own, a path with the share w of the whole goes to a·X + w·b + √w·c·Z; a path of a geometric process goes to X·exp(b + c·Z).
/// </summary>
/// <param name="Factor">a; 1 for geometric processes.</param>
/// <param name="Shift">b.</param>
/// <param name="Deviation">c; 0 or more.</param>
internal readonly record struct Transition(double Factor, double Shift, double Deviation)
{
    /// <summary>Every path stays where it is.</summary>
    public static readonly Transition None = new(1, 0, 0);

    /// <summary>b, held at the largest finite number: a drift beyond it and a deviation beyond it would make NaN together.</summary>
    public double Shift { get; init => field = Finite(value); } = Finite(Shift);

    /// <summary>c, held at the largest finite number.</summary>
    public double Deviation { get; init => field = Finite(value); } = Finite(Deviation);

    private static double Finite(double value) => Math.Clamp(value, double.MinValue, double.MaxValue);
}
