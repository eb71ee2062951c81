namespace MetricsSimulator.Cli.Push;

/// <summary>A receiver does not accept a request.</summary>
/// <param name="message">The problem and what the user can do: sentences that follow the address of the receiver.</param>
/// <param name="outcome">The consequence of its answer.</param>
internal sealed class RemoteWriteException(string message, ReceiverAnswer.Outcome outcome) : Exception(message)
{
    /// <summary>Whether the samples are too old for it. The message is then only the receiver's own.</summary>
    public bool IsAboutAge => outcome == ReceiverAnswer.Outcome.TooOld;

    /// <summary>Whether it refuses these samples for good, but may accept others.</summary>
    public bool IsAboutSamples => outcome is ReceiverAnswer.Outcome.Refused or ReceiverAnswer.Outcome.TooOld;
}
