namespace MetricsSimulator.Configuration.Catalogues;

/// <summary>The built-in sets of metrics.</summary>
public enum CatalogueName
{
    /// <summary>The specification's five metrics of Claude Code.</summary>
    ClaudeCode,

    /// <summary>No metrics at all.</summary>
    None,
}
