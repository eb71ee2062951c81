namespace MetricsSimulator.Cli.Push;

/// <summary>The state of the receiver of a live run.</summary>
internal enum PushState
{
    /// <summary>It accepts the samples.</summary>
    Well,

    /// <summary>It does not answer, or asks to try again later.</summary>
    Waiting,

    /// <summary>It accepts nothing at this address or with these credentials. That may change, so no sample counts as lost.</summary>
    Misdirected,

    /// <summary>It refuses these samples for good; they are lost.</summary>
    Refusing,
}
