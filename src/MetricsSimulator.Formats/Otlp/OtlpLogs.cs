namespace MetricsSimulator.Formats.Otlp;

/// <summary>The types of messages of log records, and their fields. Source: opentelemetry-proto 1.x, logs/v1/logs.proto and collector/logs/v1/logs_service.proto.</summary>
internal static class OtlpLogs
{
    /// <summary>A request.</summary>
    public static class Request
    {
        public static readonly OtlpField ResourceLogs = OtlpField.Messages(1, "resourceLogs", () => OtlpLogs.ResourceLogs.Type);
        public static readonly OtlpType Type = new(ResourceLogs);
    }

    /// <summary>The answer to a request.</summary>
    public static class Response
    {
        public static readonly OtlpField PartialSuccess = OtlpField.Message(1, "partialSuccess", () => OtlpLogs.PartialSuccess.Type);
        public static readonly OtlpType Type = new(PartialSuccess);
    }

    /// <summary>What a receiver did not accept.</summary>
    public static class PartialSuccess
    {
        public static readonly OtlpField RejectedLogRecords = new(1, "rejectedLogRecords", OtlpKind.Int64);
        public static readonly OtlpField ErrorMessage = new(2, "errorMessage", OtlpKind.Text);
        public static readonly OtlpType Type = new(RejectedLogRecords, ErrorMessage);
    }

    /// <summary>The records of a resource.</summary>
    public static class ResourceLogs
    {
        public static readonly OtlpField Resource = OtlpField.Message(1, "resource", () => OtlpCommon.Resource.Type);
        public static readonly OtlpField ScopeLogs = OtlpField.Messages(2, "scopeLogs", () => OtlpLogs.ScopeLogs.Type);
        public static readonly OtlpField SchemaUrl = new(3, "schemaUrl", OtlpKind.Text);
        public static readonly OtlpType Type = new(Resource, ScopeLogs, SchemaUrl);
    }

    /// <summary>The records of a scope.</summary>
    public static class ScopeLogs
    {
        public static readonly OtlpField Scope = OtlpField.Message(1, "scope", () => OtlpCommon.Scope.Type);
        public static readonly OtlpField LogRecords = OtlpField.Messages(2, "logRecords", () => LogRecord.Type);
        public static readonly OtlpField SchemaUrl = new(3, "schemaUrl", OtlpKind.Text);
        public static readonly OtlpType Type = new(Scope, LogRecords, SchemaUrl);
    }

    /// <summary>A log record.</summary>
    public static class LogRecord
    {
        public static readonly OtlpField TimeUnixNano = new(1, "timeUnixNano", OtlpKind.Fixed64);
        public static readonly OtlpField ObservedTimeUnixNano = new(11, "observedTimeUnixNano", OtlpKind.Fixed64);
        public static readonly OtlpField SeverityNumber = new(2, "severityNumber", OtlpKind.Int32);
        public static readonly OtlpField SeverityText = new(3, "severityText", OtlpKind.Text);
        public static readonly OtlpField Body = OtlpField.Message(5, "body", () => OtlpCommon.AnyValue.Type);
        public static readonly OtlpField Attributes = OtlpField.Messages(6, "attributes", () => OtlpCommon.KeyValue.Type);
        public static readonly OtlpField DroppedAttributesCount = new(7, "droppedAttributesCount", OtlpKind.UInt32);
        public static readonly OtlpField Flags = new(8, "flags", OtlpKind.Fixed32);
        public static readonly OtlpField TraceId = new(9, "traceId", OtlpKind.Identifier);
        public static readonly OtlpField SpanId = new(10, "spanId", OtlpKind.Identifier);
        public static readonly OtlpField EventName = new(12, "eventName", OtlpKind.Text);
        public static readonly OtlpType Type = new(TimeUnixNano, ObservedTimeUnixNano, SeverityNumber, SeverityText, Body, Attributes, DroppedAttributesCount, Flags, TraceId, SpanId, EventName);
    }
}
