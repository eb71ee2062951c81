namespace MetricsSimulator.Sessions;

/// <summary>The parameters that differ between two populations of developers. All other parameters are the same for both.</summary>
/// <param name="Name">Its name in a configuration.</param>
/// <param name="Delegated">The share of the sessions that consist of one delegated prompt.</param>
/// <param name="PromptSpread">The standard deviation of the natural logarithm of the number of prompts in an interactive session.</param>
/// <param name="NoTool">The share of the interactive prompts that are answered without tools.</param>
/// <param name="OneTool">Among the calls of interactive prompts that use tools, the share of those that use exactly one.</param>
/// <param name="OneToolDelegated">The same for delegated prompts and subagents.</param>
/// <param name="Opus">The share of the interactive sessions that use the most capable model.</param>
public sealed record WorkloadPreset(
    string Name, double Delegated, double PromptSpread, double NoTool, double OneTool, double OneToolDelegated, double Opus)
{
    /// <summary>The average use in a company: about 13 USD per developer and active day.</summary>
    public static WorkloadPreset Enterprise { get; } = new("enterprise", .25, .80, .33, .64, .64, .50);

    /// <summary>Developers who use Claude Code a lot, and whose sessions were traced for that reason. Source: TraceLab (arXiv 2606.30560).</summary>
    public static WorkloadPreset PowerUsers { get; } = new("power_users", .48, 1.74, .43, .875, .535, .88);
}
