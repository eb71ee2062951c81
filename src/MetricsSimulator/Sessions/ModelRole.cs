namespace MetricsSimulator.Sessions;

/// <summary>The role of a language model.</summary>
public enum ModelRole
{
    /// <summary>The most capable model, such as Claude Opus.</summary>
    Opus,

    /// <summary>The balanced model, such as Claude Sonnet.</summary>
    Sonnet,

    /// <summary>The fast model, such as Claude Haiku; auxiliary calls use it.</summary>
    Haiku,
}
