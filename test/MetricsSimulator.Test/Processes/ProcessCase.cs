using MetricsSimulator.Processes;

namespace MetricsSimulator.Test.Processes;

/// <summary>One process with everything about it that theory knows, by the name that a failed test shows.</summary>
/// <param name="name">The name.</param>
/// <param name="definition">The process, far away from its bounds.</param>
/// <param name="law">x → P(X(t) ≤ x) from the process and t in seconds; null when there is no formula.</param>
public sealed class ProcessCase(string name, ProcessDefinition definition, Func<ProcessDefinition, double, Func<double, double>>? law = null) : Xunit.Sdk.IXunitSerializable
{
    /// <summary>For xunit, which reads cases back from their text.</summary>
    public ProcessCase()
        : this("", new ConstantDefinition(0))
    {
    }

    public string Name { get; private set; } = name;

    public ProcessDefinition Definition { get; private set; } = definition;

    private Func<ProcessDefinition, double, Func<double, double>>? Law { get; set; } = law;

    /// <summary>Every process, away from its bounds, with parameters that differ in every respect.</summary>
    public static IEnumerable<ProcessCase> All { get; } =
    [
        new("brownian", new BrownianDefinition(100, 0.7, PerSecond(3), Bounds.None), Laws.Normal),
        new("brownian falling", new BrownianDefinition(100, -2, PerSecond(0.5), Bounds.None), Laws.Normal),
        new("brownian per hour", new BrownianDefinition(1000, 0.1, new Volatility(50, TimeSpan.FromHours(1)), Bounds.None), Laws.Normal),
        new("brownian without volatility", new BrownianDefinition(100, 0.7, Volatility.Zero, Bounds.None)),
        new("ornstein_uhlenbeck", new OrnsteinUhlenbeckDefinition(20, 0.05, 50, PerSecond(2), Bounds.None), Laws.Normal),
        new("ornstein_uhlenbeck fast", new OrnsteinUhlenbeckDefinition(20, 3, 50, PerSecond(2), Bounds.None), Laws.Normal),
        new("ornstein_uhlenbeck nearly without speed", new OrnsteinUhlenbeckDefinition(20, 1e-12, 1e6, PerSecond(2), Bounds.None), Laws.Normal),
        new("ornstein_uhlenbeck without speed", new OrnsteinUhlenbeckDefinition(20, 0, 50, PerSecond(2), Bounds.None), Laws.Normal),
        new("geometric_brownian", new GeometricBrownianDefinition(100, 0.003, PerSecond(0.02), Bounds.None), Laws.Lognormal),
        new("geometric_brownian without volatility", new GeometricBrownianDefinition(100, 0.003, Volatility.Zero, Bounds.None)),
        new("jump_diffusion", new JumpDiffusionDefinition(100, Jumping(6, 20, 5), 0.7, PerSecond(3), Bounds.None), Laws.Jumping),
        new("jump_diffusion of one size", new JumpDiffusionDefinition(100, Jumping(90, -3, 0), 4, PerSecond(0.5), Bounds.None), Laws.Jumping),
        new("jump_diffusion lognormal", new JumpDiffusionDefinition(100, Jumping(6, 0.1, 0.05, JumpSizes.Lognormal), 0.003, PerSecond(0.02), Bounds.None), Laws.Jumping),
        new("regime_switching", new RegimeSwitchingDefinition(100, new(20 * Second, 0.2, PerSecond(1)), new(8 * Second, 5, PerSecond(4)), Bounds.None), Laws.Switching),
        new("regime_switching between levels", new RegimeSwitchingDefinition(20, new(15 * Second, 0, PerSecond(2), 0.3, 20), new(4 * Second, 0.5, PerSecond(5), 0.1, 90), Bounds.None)),
        new("regime_switching of one regime", new RegimeSwitchingDefinition(20, new(9 * Second, 0, PerSecond(2), 0.05, 50), new(3 * Second, 0, PerSecond(2), 0.05, 50), Bounds.None), Laws.Normal),
        new("constant", new ConstantDefinition(42, Bounds.None)),
    ];

    public static TheoryData<ProcessCase> Cases => [.. All];

    public static TheoryData<ProcessCase> CasesWithLaw => [.. All.Where(process => process.HasLaw)];

    private static TimeSpan Second => TimeSpan.FromSeconds(1);

    /// <summary>Whether there is a formula for <see cref="CumulativeAfter"/>.</summary>
    public bool HasLaw => Law is not null;

    /// <summary>x → P(X(t) ≤ x), where <see cref="HasLaw"/>.</summary>
    public Func<double, double> CumulativeAfter(TimeSpan t) => Law!(Definition, t.TotalSeconds);

    public void Deserialize(Xunit.Sdk.IXunitSerializationInfo info)
    {
        Name = (string)info.GetValue(nameof(Name))!;
        (Definition, Law) = All.Where(process => process.Name == Name).Select(process => (process.Definition, process.Law)).Single();
    }

    public void Serialize(Xunit.Sdk.IXunitSerializationInfo info) => info.AddValue(nameof(Name), Name, typeof(string));

    public override string ToString() => Name;

    private static Volatility PerSecond(double value) => new(value, Second);

    private static Jumps Jumping(double intensity, double mean, double deviation, JumpSizes sizes = JumpSizes.Normal) =>
        new(intensity, TimeSpan.FromMinutes(1), mean, deviation, sizes);
}
