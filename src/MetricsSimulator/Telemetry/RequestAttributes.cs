using MetricsSimulator.Sessions;

namespace MetricsSimulator.Telemetry;

/// <summary>The attributes that metrics and events have for a request to a model.</summary>
/// <param name="Model">The model.</param>
/// <param name="QuerySource">The part of the session that made the request, as written in metrics.</param>
/// <param name="Subsystem">The same, as written in events.</param>
/// <param name="Effort">The effort that was asked for; null for a model that has none.</param>
/// <param name="Agent">The subagent.</param>
/// <param name="Skill">The active skill.</param>
/// <param name="Plugin">The plugin that the skill belongs to.</param>
/// <param name="Marketplace">The marketplace from which the plugin was installed.</param>
/// <param name="Mcp">The MCP server whose result the request was the first to read, and its tool: both names are replaced by the same word.</param>
/// <remarks>Source: code.claude.com/docs/en/monitoring-usage, sections "Cost counter" and "API request event".</remarks>
internal readonly record struct RequestAttributes(
    string Model, string QuerySource, string Subsystem, string? Effort, string? Agent, string? Skill, string? Plugin, string? Marketplace, string? Mcp)
{
    // Claude Code writes this name for a server that users have configured, unless OTEL_LOG_TOOL_DETAILS is set.
    private const string ConfiguredByUsers = "custom";

    // The one skill that comes with a plugin, which has the same name, and its marketplace. This is an assumption.
    private const string PluginWithSkill = "code-review";
    private const string OfficialMarketplace = "claude-plugins-official";

    /// <summary>The name of the main thread in events.</summary>
    public const string MainThread = "repl_main_thread";

    /// <summary>The attributes of an answered request.</summary>
    public static RequestAttributes Of(ModelCalled call, SessionTraits session) => Of(call.Model, call.HasLargeWindow, call.Source, call.Attribution, session);

    /// <summary>The attributes of a request that the client gave up.</summary>
    public static RequestAttributes Of(CallFailed call, SessionTraits session) => Of(call.Model, call.HasLargeWindow, call.Source, call.Attribution, session);

    /// <summary>The name of a model.</summary>
    public static string ModelOf(LanguageModel model, bool hasLargeWindow) => hasLargeWindow ? model.LargeWindowName : model.Name;

    private static RequestAttributes Of(LanguageModel model, bool hasLargeWindow, CallSource source, CallAttribution attribution, SessionTraits session)
    {
        var (querySource, subsystem) = source switch
        {
            CallSource.Main => ("main", MainThread),
            CallSource.Subagent => ("subagent", attribution.Agent!),
            CallSource.Compaction => ("auxiliary", "compact"),
            _ => ("auxiliary", "generate_session_title"),
        };
        var isOfPlugin = attribution.Skill == PluginWithSkill;
        return new RequestAttributes(
            ModelOf(model, hasLargeWindow), querySource, subsystem, model.Role == ModelRole.Haiku ? null : session.Effort, attribution.Agent, attribution.Skill,
            isOfPlugin ? PluginWithSkill : null, isOfPlugin ? OfficialMarketplace : null, attribution.ReadsMcpResult ? ConfiguredByUsers : null);
    }
}
