namespace MetricsSimulator.Formats.Expositions;

/// <summary>How the bytes of an exposition are coded for the way, as <c>Content-Encoding</c> names it.</summary>
public enum ContentCoding
{
    /// <summary>As they are.</summary>
    Identity,

    /// <summary>As one gzip member (RFC 1952).</summary>
    Gzip,
}
