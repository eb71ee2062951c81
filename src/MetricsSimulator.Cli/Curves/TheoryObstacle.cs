namespace MetricsSimulator.Cli.Curves;

/// <summary>Why a curve has no closed form.</summary>
/// <param name="Reason">The reason, as a part of a sentence.</param>
/// <param name="IsScenario">Whether the scenario is the reason, so that playing none would help. The default is false.</param>
internal sealed record TheoryObstacle(string Reason, bool IsScenario = false);
