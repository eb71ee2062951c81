namespace MetricsSimulator.Cli.Matrix;

/// <summary>What happens to requests at the endpoint of an exporter.</summary>
internal enum EndpointState
{
    /// <summary>They are accepted.</summary>
    Well,

    /// <summary>Nothing listens there.</summary>
    Refused,

    /// <summary>Its name is unknown.</summary>
    Unresolvable,

    /// <summary>For three minutes, they get no answer in time.</summary>
    Slow,

    /// <summary>Each is answered twice with 429 before it is accepted.</summary>
    TooMany,

    /// <summary>Each is answered twice with 503 before it is accepted.</summary>
    Unavailable,

    /// <summary>They are answered with 400.</summary>
    Bad,

    /// <summary>It shows a certificate that nobody trusts.</summary>
    UnknownCertificate,
}
