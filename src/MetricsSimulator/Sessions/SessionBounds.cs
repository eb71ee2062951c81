namespace MetricsSimulator.Sessions;

/// <summary>The limits that keep every session finite.</summary>
public static class SessionBounds
{
    /// <summary>The maximum number of prompts in a session.</summary>
    public const int Prompts = 600;

    /// <summary>The maximum number of steps in a prompt.</summary>
    public const int Steps = 600;

    /// <summary>The maximum number of calls of the main thread. After more calls, there is no further prompt.</summary>
    public const int Calls = 5000;

    /// <summary>The maximum number of tokens in a prompt, and in the result of a tool.</summary>
    public const long Tokens = 50_000;

    /// <summary>The maximum number of tokens in a base, in a summary, and in the input of an auxiliary call: a full context window.</summary>
    public const long Context = 1_000_000;

    /// <summary>The maximum number of output tokens of a call.</summary>
    public const long Output = 32_000;

    /// <summary>The maximum number of output tokens of a compaction.</summary>
    public const long SummaryOutput = 4000;

    /// <summary>The maximum duration of a call, in seconds.</summary>
    public const double CallSeconds = 600;

    /// <summary>The maximum duration of a tool, in milliseconds.</summary>
    public const long ToolTime = 36_000_000;

    /// <summary>The maximum age of a session at a prompt, in milliseconds. An older session has no further prompt.</summary>
    public static readonly long Age = (long)TimeSpan.FromDays(30).TotalMilliseconds;

    /// <summary>The minimum wait after which the user has to start the program again, in milliseconds.</summary>
    public static readonly long Closed = (long)TimeSpan.FromHours(4).TotalMilliseconds;
}
