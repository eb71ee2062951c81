namespace MetricsSimulator.Cli.Push;

/// <summary>How the receiver of a live run behaves.</summary>
internal enum PushState
{
    /// <summary>It takes the samples.</summary>
    Well,

    /// <summary>It does not answer, or asks to try again later.</summary>
    Waiting,

    /// <summary>It takes nothing at this address or with these credentials. That may change, so the samples are kept for it.</summary>
    Misdirected,

    /// <summary>It refuses these samples for good; they are lost.</summary>
    Refusing,
}
