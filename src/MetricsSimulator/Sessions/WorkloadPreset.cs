namespace MetricsSimulator.Sessions;

/// <summary>The parameters in which two populations of developers differ; all others are the same.</summary>
/// <param name="Name">Its name in a configuration.</param>
/// <param name="Delegated">The share of the sessions that are one delegated prompt.</param>
/// <param name="PromptSpread">The standard deviation of the natural logarithm of the number of prompts in an interactive session.</param>
/// <param name="NoTool">The share of the interactive prompts that are answered without tools.</param>
/// <param name="OneTool">The share of the calls of interactive prompts that use one tool, among those that use any.</param>
/// <param name="OneToolDelegated">The same for delegated prompts and subagents.</param>
/// <param name="Opus">The share of the interactive sessions that use the most capable model.</param>
public sealed record WorkloadPreset(
    string Name, double Delegated, double PromptSpread, double NoTool, double OneTool, double OneToolDelegated, double Opus)
{
    /// <summary>The average use in a company: some 13 USD a developer and active day.</summary>
    public static WorkloadPreset Enterprise { get; } = new("enterprise", .25, .80, .33, .64, .64, .50);

    /// <summary>People whose sessions were traced because they use the tool a lot. Source: TraceLab (arXiv 2606.30560).</summary>
    public static WorkloadPreset PowerUsers { get; } = new("power_users", .48, 1.74, .43, .875, .535, .88);
}
