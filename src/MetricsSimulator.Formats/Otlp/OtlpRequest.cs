using System.Collections.Immutable;
using System.Text.Json;

namespace MetricsSimulator.Formats.Otlp;

/// <summary>A request that was received: its metrics or log records. Spans are only counted.</summary>
public sealed class OtlpRequest
{
    private readonly OtlpMessage _message;

    private OtlpRequest(OtlpSignal signal, OtlpMessage message)
    {
        Signal = signal;
        _message = message;
        var reader = new ReceivedReader();
        if (signal == OtlpSignal.Metrics) Metrics = reader.ReadMetrics(message);
        else if (signal == OtlpSignal.Logs) Records = reader.ReadRecords(message);
        else SpanCount = message.Values(OtlpTraces.Request.ResourceSpans).Cast<OtlpMessage>().SelectMany(of => of.Values(OtlpTraces.ResourceSpans.ScopeSpans)).Cast<OtlpMessage>().Sum(of => of.Values(OtlpTraces.ScopeSpans.Spans).Count);
    }

    /// <summary>What it contains.</summary>
    public OtlpSignal Signal { get; }

    /// <summary>Its metrics, in its order; empty for another signal.</summary>
    public ImmutableArray<ReceivedMetric> Metrics { get; } = [];

    /// <summary>Its log records, in its order; empty for another signal.</summary>
    public ImmutableArray<ReceivedRecord> Records { get; } = [];

    /// <summary>The number of its spans.</summary>
    public int SpanCount { get; }

    /// <summary>Reads a request. Fields that are not part of OTLP are skipped.</summary>
    /// <param name="signal">What it contains.</param>
    /// <param name="encoding">How it is written.</param>
    /// <param name="body">Its bytes, not compressed.</param>
    /// <param name="error">Where it breaks which rule of OTLP, as a sentence without its end; null if it breaks none.</param>
    /// <returns>The request; null if it breaks a rule.</returns>
    public static OtlpRequest? Read(OtlpSignal signal, OtlpEncoding encoding, ReadOnlySpan<byte> body, out string? error)
    {
        var type = signal switch
        {
            OtlpSignal.Metrics => OtlpMetrics.Request.Type,
            OtlpSignal.Logs => OtlpLogs.Request.Type,
            _ => OtlpTraces.Request.Type,
        };
        try
        {
            error = null;
            return new OtlpRequest(signal, encoding == OtlpEncoding.Json ? OtlpJsonReader.Read(type, body) : OtlpProtobufReader.Read(type, body));
        }
        catch (OtlpFormatException exception)
        {
            error = exception.Message;
            return null;
        }
    }

    /// <summary>Writes it as JSON, as the file exporter of a collector does: without unknown fields, and without those that have their default value.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        OtlpMessageJson.Write(json, _message);
    }
}
