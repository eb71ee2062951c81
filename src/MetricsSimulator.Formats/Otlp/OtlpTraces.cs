namespace MetricsSimulator.Formats.Otlp;

/// <summary>The types of messages of traces, and their fields. Source: opentelemetry-proto 1.x, trace/v1/trace.proto and collector/trace/v1/trace_service.proto.</summary>
internal static class OtlpTraces
{
    /// <summary>A request.</summary>
    public static class Request
    {
        public static readonly OtlpField ResourceSpans = OtlpField.Messages(1, "resourceSpans", () => OtlpTraces.ResourceSpans.Type);
        public static readonly OtlpType Type = new(ResourceSpans);
    }

    /// <summary>The answer to a request.</summary>
    public static class Response
    {
        public static readonly OtlpField PartialSuccess = OtlpField.Message(1, "partialSuccess", () => OtlpTraces.PartialSuccess.Type);
        public static readonly OtlpType Type = new(PartialSuccess);
    }

    /// <summary>What a receiver did not accept.</summary>
    public static class PartialSuccess
    {
        public static readonly OtlpField RejectedSpans = new(1, "rejectedSpans", OtlpKind.Int64);
        public static readonly OtlpField ErrorMessage = new(2, "errorMessage", OtlpKind.Text);
        public static readonly OtlpType Type = new(RejectedSpans, ErrorMessage);
    }

    /// <summary>The spans of a resource.</summary>
    public static class ResourceSpans
    {
        public static readonly OtlpField Resource = OtlpField.Message(1, "resource", () => OtlpCommon.Resource.Type);
        public static readonly OtlpField ScopeSpans = OtlpField.Messages(2, "scopeSpans", () => OtlpTraces.ScopeSpans.Type);
        public static readonly OtlpField SchemaUrl = new(3, "schemaUrl", OtlpKind.Text);
        public static readonly OtlpType Type = new(Resource, ScopeSpans, SchemaUrl);
    }

    /// <summary>The spans of a scope.</summary>
    public static class ScopeSpans
    {
        public static readonly OtlpField Scope = OtlpField.Message(1, "scope", () => OtlpCommon.Scope.Type);
        public static readonly OtlpField Spans = OtlpField.Messages(2, "spans", () => Span.Type);
        public static readonly OtlpField SchemaUrl = new(3, "schemaUrl", OtlpKind.Text);
        public static readonly OtlpType Type = new(Scope, Spans, SchemaUrl);
    }

    /// <summary>A span.</summary>
    public static class Span
    {
        public static readonly OtlpField TraceId = new(1, "traceId", OtlpKind.Identifier);
        public static readonly OtlpField SpanId = new(2, "spanId", OtlpKind.Identifier);
        public static readonly OtlpField TraceState = new(3, "traceState", OtlpKind.Text);
        public static readonly OtlpField ParentSpanId = new(4, "parentSpanId", OtlpKind.Identifier);
        public static readonly OtlpField Flags = new(16, "flags", OtlpKind.Fixed32);
        public static readonly OtlpField Name = new(5, "name", OtlpKind.Text);
        public static readonly OtlpField Kind = new(6, "kind", OtlpKind.Int32);
        public static readonly OtlpField StartTimeUnixNano = new(7, "startTimeUnixNano", OtlpKind.Fixed64);
        public static readonly OtlpField EndTimeUnixNano = new(8, "endTimeUnixNano", OtlpKind.Fixed64);
        public static readonly OtlpField Attributes = OtlpField.Messages(9, "attributes", () => OtlpCommon.KeyValue.Type);
        public static readonly OtlpField DroppedAttributesCount = new(10, "droppedAttributesCount", OtlpKind.UInt32);
        public static readonly OtlpField Events = OtlpField.Messages(11, "events", () => SpanEvent.Type);
        public static readonly OtlpField DroppedEventsCount = new(12, "droppedEventsCount", OtlpKind.UInt32);
        public static readonly OtlpField Links = OtlpField.Messages(13, "links", () => Link.Type);
        public static readonly OtlpField DroppedLinksCount = new(14, "droppedLinksCount", OtlpKind.UInt32);
        public static readonly OtlpField Status = OtlpField.Message(15, "status", () => SpanStatus.Type);
        public static readonly OtlpType Type = new(TraceId, SpanId, TraceState, ParentSpanId, Flags, Name, Kind, StartTimeUnixNano, EndTimeUnixNano, Attributes, DroppedAttributesCount, Events, DroppedEventsCount, Links, DroppedLinksCount, Status);
    }

    /// <summary>An event in a span.</summary>
    public static class SpanEvent
    {
        public static readonly OtlpField TimeUnixNano = new(1, "timeUnixNano", OtlpKind.Fixed64);
        public static readonly OtlpField Name = new(2, "name", OtlpKind.Text);
        public static readonly OtlpField Attributes = OtlpField.Messages(3, "attributes", () => OtlpCommon.KeyValue.Type);
        public static readonly OtlpField DroppedAttributesCount = new(4, "droppedAttributesCount", OtlpKind.UInt32);
        public static readonly OtlpType Type = new(TimeUnixNano, Name, Attributes, DroppedAttributesCount);
    }

    /// <summary>A link to another span.</summary>
    public static class Link
    {
        public static readonly OtlpField TraceId = new(1, "traceId", OtlpKind.Identifier);
        public static readonly OtlpField SpanId = new(2, "spanId", OtlpKind.Identifier);
        public static readonly OtlpField TraceState = new(3, "traceState", OtlpKind.Text);
        public static readonly OtlpField Attributes = OtlpField.Messages(4, "attributes", () => OtlpCommon.KeyValue.Type);
        public static readonly OtlpField DroppedAttributesCount = new(5, "droppedAttributesCount", OtlpKind.UInt32);
        public static readonly OtlpField Flags = new(6, "flags", OtlpKind.Fixed32);
        public static readonly OtlpType Type = new(TraceId, SpanId, TraceState, Attributes, DroppedAttributesCount, Flags);
    }

    /// <summary>How a span ended.</summary>
    public static class SpanStatus
    {
        public static readonly OtlpField Message = new(2, "message", OtlpKind.Text);
        public static readonly OtlpField Code = new(3, "code", OtlpKind.Int32);
        public static readonly OtlpType Type = new(Message, Code);
    }
}
