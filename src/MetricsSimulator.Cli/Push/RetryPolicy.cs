namespace MetricsSimulator.Cli.Push;

/// <summary>How long a request may take, and how it is tried again.</summary>
/// <param name="Timeout">How long an answer is waited for.</param>
/// <param name="GiveUpAfter">How long a request is tried from its first failure on.</param>
internal sealed record RetryPolicy(TimeSpan Timeout, TimeSpan GiveUpAfter)
{
    /// <summary>How long an answer is waited for unless the user says otherwise: as long as Prometheus waits, 30 s.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long a request is tried unless the user says otherwise: 5 min.</summary>
    public static readonly TimeSpan DefaultGiveUpAfter = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>The pause before a request is tried again: half a second, then twice as long each time, 30 s at most; longer when that is asked for.</summary>
    /// <param name="failures">How often it has failed: 1 or more.</param>
    /// <param name="asked">The pause that the receiver asked for; null for none. It is not cut short.</param>
    public static TimeSpan PauseAfter(int failures, TimeSpan? asked)
    {
        var own = failures > 6 ? Longest : First * (1 << (failures - 1));
        return asked > own ? asked.Value : own;
    }
}
