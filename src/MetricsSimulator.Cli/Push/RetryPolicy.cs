namespace MetricsSimulator.Cli.Push;

/// <summary>The time for a request, and the policy for retries.</summary>
/// <param name="Timeout">How long to wait for an answer.</param>
/// <param name="GiveUpAfter">How long to repeat a request after its first failure.</param>
internal sealed record RetryPolicy(TimeSpan Timeout, TimeSpan GiveUpAfter)
{
    /// <summary>How long to wait for an answer by default: as long as Prometheus does, 30 s.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long to repeat a request by default: 5 min.</summary>
    public static readonly TimeSpan DefaultGiveUpAfter = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>The pause before a request is repeated: half a second, then twice as long each time, at most 30 s, or longer if the receiver asks for it.</summary>
    /// <param name="failures">The number of failures: 1 or more.</param>
    /// <param name="asked">The pause that the receiver asked for; null for none. It is never shortened.</param>
    public static TimeSpan PauseAfter(int failures, TimeSpan? asked)
    {
        var own = failures > 6 ? Longest : First * (1 << (failures - 1));
        return asked > own ? asked.Value : own;
    }
}
