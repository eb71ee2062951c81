namespace MetricsSimulator.Sessions;

/// <summary>Chooses the model of a thread and the distributions of its prompts, for interactive and for delegated threads. Thread-safe.</summary>
internal sealed class ModelChoice
{
    private readonly SessionParameters _parameters;
    private readonly Mix<ModelRole> _interactive;
    private readonly Mix<ModelRole> _delegated;

    /// <summary>Prepares the choice.</summary>
    public ModelChoice(SessionParameters parameters)
    {
        _parameters = parameters;
        var preset = parameters.Preset;
        _interactive = MixOf(preset.Opus, parameters.Haiku);
        _delegated = MixOf(parameters.OpusDelegated, parameters.HaikuDelegated);
        Interactive = new PromptShape(
            preset.NoTool, parameters.Steps, preset.OneTool, parameters.Output, new Mix<Tool>([.. parameters.Tools.All.Select(tool => (tool, tool.InteractiveShare))]));
        Delegated = new PromptShape(
            parameters.DelegatedNoTool, parameters.DelegatedSteps, preset.OneToolDelegated, parameters.DelegatedOutput,
            new Mix<Tool>([.. parameters.Tools.All.Select(tool => (tool, tool.DelegatedShare))]));
    }

    /// <summary>Prompts that a user types.</summary>
    public PromptShape Interactive { get; }

    /// <summary>Prompts that run without a user, including those of subagents.</summary>
    public PromptShape Delegated { get; }

    /// <summary>The role of the model of a thread.</summary>
    /// <param name="uniform">A draw from (0, 1).</param>
    /// <param name="isDelegated">Whether the thread is delegated.</param>
    public ModelRole RoleAt(double uniform, bool isDelegated) => (isDelegated ? _delegated : _interactive).At(uniform);

    /// <summary>How long a call takes before the random factor is applied, in seconds.</summary>
    /// <param name="model">The model.</param>
    /// <param name="output">The output tokens.</param>
    public double CallSeconds(LanguageModel model, long output) => _parameters.CallSeconds + output / (_parameters.TokensPerSecond * SpeedOf(model.Role));

    private static double SpeedOf(ModelRole role) => role switch
    {
        ModelRole.Opus => 1,
        ModelRole.Sonnet => 1.1,
        _ => 1.8,
    };

    private static Mix<ModelRole> MixOf(double opus, double haiku) =>
        new((ModelRole.Opus, opus), (ModelRole.Sonnet, (1 - opus) * (1 - haiku)), (ModelRole.Haiku, (1 - opus) * haiku));
}
