using MetricsSimulator.Processes;

namespace MetricsSimulator.Test.Processes;

/// <summary>One process with everything about it that theory knows, by the name that a failed test shows.</summary>
public sealed class ProcessCase(string name, ProcessDefinition definition) : Xunit.Sdk.IXunitSerializable
{
    /// <summary>For xunit, which reads cases back from their text.</summary>
    public ProcessCase()
        : this("", new ConstantDefinition(0))
    {
    }

    public string Name { get; private set; } = name;

    public ProcessDefinition Definition { get; private set; } = definition;

    /// <summary>Every process, away from its bounds, with parameters that differ in every respect.</summary>
    public static IEnumerable<ProcessCase> All { get; } =
    [
        new("brownian", new BrownianDefinition(100, 0.7, PerSecond(3), Bounds.None)),
        new("brownian falling", new BrownianDefinition(100, -2, PerSecond(0.5), Bounds.None)),
        new("brownian per hour", new BrownianDefinition(1000, 0.1, new Volatility(50, TimeSpan.FromHours(1)), Bounds.None)),
        new("brownian without volatility", new BrownianDefinition(100, 0.7, Volatility.Zero, Bounds.None)),
        new("ornstein_uhlenbeck", new OrnsteinUhlenbeckDefinition(20, 0.05, 50, PerSecond(2), Bounds.None)),
        new("ornstein_uhlenbeck fast", new OrnsteinUhlenbeckDefinition(20, 3, 50, PerSecond(2), Bounds.None)),
        new("ornstein_uhlenbeck nearly without speed", new OrnsteinUhlenbeckDefinition(20, 1e-12, 1e6, PerSecond(2), Bounds.None)),
        new("ornstein_uhlenbeck without speed", new OrnsteinUhlenbeckDefinition(20, 0, 50, PerSecond(2), Bounds.None)),
        new("geometric_brownian", new GeometricBrownianDefinition(100, 0.003, PerSecond(0.02), Bounds.None)),
        new("geometric_brownian without volatility", new GeometricBrownianDefinition(100, 0.003, Volatility.Zero, Bounds.None)),
        new("constant", new ConstantDefinition(42, Bounds.None)),
    ];

    public static TheoryData<ProcessCase> Cases => [.. All];

    public void Deserialize(Xunit.Sdk.IXunitSerializationInfo info)
    {
        Name = (string)info.GetValue(nameof(Name))!;
        Definition = All.Single(process => process.Name == Name).Definition;
    }

    public void Serialize(Xunit.Sdk.IXunitSerializationInfo info) => info.AddValue(nameof(Name), Name, typeof(string));

    public override string ToString() => Name;

    private static Volatility PerSecond(double value) => new(value, TimeSpan.FromSeconds(1));
}
