namespace MetricsSimulator.Formats.Otlp;

/// <summary>Bytes are not what OTLP allows. Only for readers, which catch it where they begin.</summary>
/// <param name="message">Where, what was found, and what is allowed; a sentence without its end.</param>
internal sealed class OtlpFormatException(string message) : Exception(message);
