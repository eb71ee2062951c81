namespace MetricsSimulator.Sessions;

/// <summary>The decision to allow or to reject the use of a tool.</summary>
/// <param name="IsAccepted">Whether it was allowed.</param>
/// <param name="Source">Who decided: <c>config</c>, <c>hook</c>, <c>user_permanent</c>, <c>user_temporary</c>, <c>user_reject</c> or <c>user_abort</c>.</param>
internal sealed record Decision(bool IsAccepted, string Source)
{
    /// <summary>The settings allow it.</summary>
    public static Decision ByConfig { get; } = new(true, "config");

    /// <summary>The user stops the prompt instead.</summary>
    public static Decision Abort { get; } = new(false, "user_abort");

    /// <summary>The decisions that are possible when the user is asked. The shares are assumptions: of the user's own decisions, 91 % allow the tool.</summary>
    public static Mix<Decision> WhenAsked { get; } = new(
        (ByConfig, .16), (new Decision(true, "hook"), .02), (new Decision(true, "user_permanent"), .14), (new Decision(true, "user_temporary"), .61),
        (new Decision(false, "user_reject"), .07));
}
