using MetricsSimulator.Randomness;

namespace MetricsSimulator.Sessions;

/// <summary>The distributions for the prompts of a thread.</summary>
/// <param name="NoTool">The share of the prompts that are answered without tools.</param>
/// <param name="Steps">The number of steps in a prompt that uses tools.</param>
/// <param name="OneTool">The share of the steps that use one tool.</param>
/// <param name="Output">The output tokens of a call.</param>
/// <param name="Tools">The tools and their shares.</param>
internal sealed record PromptShape(double NoTool, LognormalDistribution Steps, double OneTool, LognormalDistribution Output, Mix<Tool> Tools);
