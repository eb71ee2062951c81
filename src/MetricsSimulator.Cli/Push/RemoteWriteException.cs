namespace MetricsSimulator.Cli.Push;

/// <summary>A receiver does not take what is sent, and trying again would not help.</summary>
/// <param name="message">What it does and what to do about it: sentences that begin after the address of the receiver.</param>
internal sealed class RemoteWriteException(string message) : Exception(message)
{
    /// <summary>Whether the samples are too old for it; the message is then only what it said.</summary>
    public bool IsAboutAge { get; init; }
}
