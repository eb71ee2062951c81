namespace MetricsSimulator.Formats.Expositions;

/// <summary>The content coding of an exposition, as in <c>Content-Encoding</c>.</summary>
public enum ContentCoding
{
    /// <summary>Not compressed.</summary>
    Identity,

    /// <summary>One gzip member (RFC 1952).</summary>
    Gzip,
}
