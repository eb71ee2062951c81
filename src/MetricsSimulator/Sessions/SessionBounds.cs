namespace MetricsSimulator.Sessions;

/// <summary>The limits that keep every session finite.</summary>
public static class SessionBounds
{
    /// <summary>The most prompts of a session.</summary>
    public const int Prompts = 600;

    /// <summary>The most steps of a prompt.</summary>
    public const int Steps = 600;

    /// <summary>The most main calls after which there is another prompt.</summary>
    public const int Calls = 5000;

    /// <summary>The most tokens of a prompt and of the result of a tool.</summary>
    public const long Tokens = 50_000;

    /// <summary>The most tokens of a base, of a summary and of the input of a side call: a whole context.</summary>
    public const long Context = 1_000_000;

    /// <summary>The most output tokens of a call.</summary>
    public const long Output = 32_000;

    /// <summary>The most output tokens of a compaction.</summary>
    public const long SummaryOutput = 4000;

    /// <summary>The longest call in seconds.</summary>
    public const double CallSeconds = 600;

    /// <summary>The longest time of a tool in milliseconds.</summary>
    public const long ToolTime = 36_000_000;

    /// <summary>The time after the start of a session, in milliseconds, after which there is no further prompt.</summary>
    public static readonly long Age = (long)TimeSpan.FromDays(30).TotalMilliseconds;

    /// <summary>The wait, in milliseconds, from which on the program was closed meanwhile.</summary>
    public static readonly long Closed = (long)TimeSpan.FromHours(4).TotalMilliseconds;
}
