namespace MetricsSimulator.Cli.Push;

/// <summary>A receiver does not take what is sent.</summary>
/// <param name="message">What it does, and what to do about it: sentences that begin after the address of the receiver.</param>
/// <param name="outcome">What follows from its answer.</param>
internal sealed class RemoteWriteException(string message, ReceiverAnswer.Outcome outcome) : Exception(message)
{
    /// <summary>Whether the samples are too old for it; the message is then only what it said.</summary>
    public bool IsAboutAge => outcome == ReceiverAnswer.Outcome.TooOld;

    /// <summary>Whether it refuses these samples for good, and may take others.</summary>
    public bool IsAboutSamples => outcome is ReceiverAnswer.Outcome.Refused or ReceiverAnswer.Outcome.TooOld;
}
