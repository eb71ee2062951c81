namespace MetricsSimulator.Cli.Push;

/// <summary>A receiver's answer to a request, or the reason why there is none.</summary>
/// <param name="Kind">The consequence.</param>
/// <param name="Reason">The reason why it was not accepted, as the end of a sentence.</param>
/// <param name="Pause">The pause that the receiver asks for; null if it asks for none.</param>
internal sealed record ReceiverAnswer(ReceiverAnswer.Outcome Kind, string Reason = "", TimeSpan? Pause = null)
{
    /// <summary>The consequence of an answer.</summary>
    internal enum Outcome
    {
        /// <summary>The receiver has what was sent.</summary>
        Taken,

        /// <summary>It may accept it later.</summary>
        Later,

        /// <summary>It accepts nothing at this address, or from this sender.</summary>
        Misdirected,

        /// <summary>It will never accept this.</summary>
        Refused,

        /// <summary>It will never accept these samples, because they are too old.</summary>
        TooOld,
    }

    /// <summary>How many points or log records of a request that it took the receiver rejected; 0 or more.</summary>
    public long Rejected { get; init; }

    /// <summary>The result of a request without an answer.</summary>
    /// <param name="reason">The reason.</param>
    public static ReceiverAnswer None(string reason) => new(Outcome.Later, reason);
}
