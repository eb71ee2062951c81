namespace MetricsSimulator.Formats.Otlp;

/// <summary>What a field of OTLP contains: its type in the .proto files, with identifiers apart, because JSON writes them in hexadecimal digits.</summary>
internal enum OtlpKind
{
    /// <summary>A text: <c>string</c>.</summary>
    Text,

    /// <summary><c>bool</c>.</summary>
    Flag,

    /// <summary><c>int32</c> or an enumeration.</summary>
    Int32,

    /// <summary><c>sint32</c>.</summary>
    SInt32,

    /// <summary><c>uint32</c>.</summary>
    UInt32,

    /// <summary><c>fixed32</c>.</summary>
    Fixed32,

    /// <summary><c>int64</c>.</summary>
    Int64,

    /// <summary><c>sfixed64</c>.</summary>
    SFixed64,

    /// <summary><c>uint64</c>.</summary>
    UInt64,

    /// <summary><c>fixed64</c>.</summary>
    Fixed64,

    /// <summary><c>double</c>.</summary>
    Double,

    /// <summary><c>bytes</c>.</summary>
    Bytes,

    /// <summary><c>bytes</c> that are the identifier of a trace or a span.</summary>
    Identifier,

    /// <summary>Another message.</summary>
    Message,
}
