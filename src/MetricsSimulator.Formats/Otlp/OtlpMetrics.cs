namespace MetricsSimulator.Formats.Otlp;

/// <summary>The types of messages of metrics, and their fields. Source: opentelemetry-proto 1.x, metrics/v1/metrics.proto and collector/metrics/v1/metrics_service.proto.</summary>
internal static class OtlpMetrics
{
    /// <summary>A request.</summary>
    public static class Request
    {
        public static readonly OtlpField ResourceMetrics = OtlpField.Messages(1, "resourceMetrics", () => OtlpMetrics.ResourceMetrics.Type);
        public static readonly OtlpType Type = new(ResourceMetrics);
    }

    /// <summary>The answer to a request.</summary>
    public static class Response
    {
        public static readonly OtlpField PartialSuccess = OtlpField.Message(1, "partialSuccess", () => OtlpMetrics.PartialSuccess.Type);
        public static readonly OtlpType Type = new(PartialSuccess);
    }

    /// <summary>What a receiver did not accept.</summary>
    public static class PartialSuccess
    {
        public static readonly OtlpField RejectedDataPoints = new(1, "rejectedDataPoints", OtlpKind.Int64);
        public static readonly OtlpField ErrorMessage = new(2, "errorMessage", OtlpKind.Text);
        public static readonly OtlpType Type = new(RejectedDataPoints, ErrorMessage);
    }

    /// <summary>The metrics of a resource.</summary>
    public static class ResourceMetrics
    {
        public static readonly OtlpField Resource = OtlpField.Message(1, "resource", () => OtlpCommon.Resource.Type);
        public static readonly OtlpField ScopeMetrics = OtlpField.Messages(2, "scopeMetrics", () => OtlpMetrics.ScopeMetrics.Type);
        public static readonly OtlpField SchemaUrl = new(3, "schemaUrl", OtlpKind.Text);
        public static readonly OtlpType Type = new(Resource, ScopeMetrics, SchemaUrl);
    }

    /// <summary>The metrics of a scope.</summary>
    public static class ScopeMetrics
    {
        public static readonly OtlpField Scope = OtlpField.Message(1, "scope", () => OtlpCommon.Scope.Type);
        public static readonly OtlpField Metrics = OtlpField.Messages(2, "metrics", () => Metric.Type);
        public static readonly OtlpField SchemaUrl = new(3, "schemaUrl", OtlpKind.Text);
        public static readonly OtlpType Type = new(Scope, Metrics, SchemaUrl);
    }

    /// <summary>A metric with its points.</summary>
    public static class Metric
    {
        public static readonly OtlpField Name = new(1, "name", OtlpKind.Text);
        public static readonly OtlpField Description = new(2, "description", OtlpKind.Text);
        public static readonly OtlpField Unit = new(3, "unit", OtlpKind.Text);
        public static readonly OtlpField Gauge = new(5, "gauge", OtlpKind.Message) { Type = () => OtlpMetrics.Gauge.Type, IsAlternative = true };
        public static readonly OtlpField Sum = new(7, "sum", OtlpKind.Message) { Type = () => OtlpMetrics.Sum.Type, IsAlternative = true };
        public static readonly OtlpField Histogram = new(9, "histogram", OtlpKind.Message) { Type = () => OtlpMetrics.Histogram.Type, IsAlternative = true };
        public static readonly OtlpField ExponentialHistogram = new(10, "exponentialHistogram", OtlpKind.Message) { Type = () => OtlpMetrics.ExponentialHistogram.Type, IsAlternative = true };
        public static readonly OtlpField Summary = new(11, "summary", OtlpKind.Message) { Type = () => OtlpMetrics.Summary.Type, IsAlternative = true };
        public static readonly OtlpField Metadata = OtlpField.Messages(12, "metadata", () => OtlpCommon.KeyValue.Type);
        public static readonly OtlpType Type = new(Name, Description, Unit, Gauge, Sum, Histogram, ExponentialHistogram, Summary, Metadata);
    }

    /// <summary>The points of a gauge.</summary>
    public static class Gauge
    {
        public static readonly OtlpField DataPoints = OtlpField.Messages(1, "dataPoints", () => NumberPoint.Type);
        public static readonly OtlpType Type = new(DataPoints);
    }

    /// <summary>The points of a sum.</summary>
    public static class Sum
    {
        public static readonly OtlpField DataPoints = OtlpField.Messages(1, "dataPoints", () => NumberPoint.Type);
        public static readonly OtlpField AggregationTemporality = new(2, "aggregationTemporality", OtlpKind.Int32);
        public static readonly OtlpField IsMonotonic = new(3, "isMonotonic", OtlpKind.Flag);
        public static readonly OtlpType Type = new(DataPoints, AggregationTemporality, IsMonotonic);
    }

    /// <summary>The points of a histogram with explicit bounds.</summary>
    public static class Histogram
    {
        public static readonly OtlpField DataPoints = OtlpField.Messages(1, "dataPoints", () => HistogramPoint.Type);
        public static readonly OtlpField AggregationTemporality = new(2, "aggregationTemporality", OtlpKind.Int32);
        public static readonly OtlpType Type = new(DataPoints, AggregationTemporality);
    }

    /// <summary>The points of a histogram with exponential buckets.</summary>
    public static class ExponentialHistogram
    {
        public static readonly OtlpField DataPoints = OtlpField.Messages(1, "dataPoints", () => ExponentialHistogramPoint.Type);
        public static readonly OtlpField AggregationTemporality = new(2, "aggregationTemporality", OtlpKind.Int32);
        public static readonly OtlpType Type = new(DataPoints, AggregationTemporality);
    }

    /// <summary>The points of a summary.</summary>
    public static class Summary
    {
        public static readonly OtlpField DataPoints = OtlpField.Messages(1, "dataPoints", () => SummaryPoint.Type);
        public static readonly OtlpType Type = new(DataPoints);
    }

    /// <summary>A point of a gauge or a sum.</summary>
    public static class NumberPoint
    {
        public static readonly OtlpField Attributes = OtlpField.Messages(7, "attributes", () => OtlpCommon.KeyValue.Type);
        public static readonly OtlpField StartTimeUnixNano = new(2, "startTimeUnixNano", OtlpKind.Fixed64);
        public static readonly OtlpField TimeUnixNano = new(3, "timeUnixNano", OtlpKind.Fixed64);
        public static readonly OtlpField AsDouble = new(4, "asDouble", OtlpKind.Double) { IsAlternative = true };
        public static readonly OtlpField AsInt = new(6, "asInt", OtlpKind.SFixed64) { IsAlternative = true };
        public static readonly OtlpField Exemplars = OtlpField.Messages(5, "exemplars", () => Exemplar.Type);
        public static readonly OtlpField Flags = new(8, "flags", OtlpKind.UInt32);
        public static readonly OtlpType Type = new(Attributes, StartTimeUnixNano, TimeUnixNano, AsDouble, AsInt, Exemplars, Flags);
    }

    /// <summary>A point of a histogram with explicit bounds.</summary>
    public static class HistogramPoint
    {
        public static readonly OtlpField Attributes = OtlpField.Messages(9, "attributes", () => OtlpCommon.KeyValue.Type);
        public static readonly OtlpField StartTimeUnixNano = new(2, "startTimeUnixNano", OtlpKind.Fixed64);
        public static readonly OtlpField TimeUnixNano = new(3, "timeUnixNano", OtlpKind.Fixed64);
        public static readonly OtlpField Count = new(4, "count", OtlpKind.Fixed64);
        public static readonly OtlpField Sum = new(5, "sum", OtlpKind.Double) { HasPresence = true };
        public static readonly OtlpField BucketCounts = new(6, "bucketCounts", OtlpKind.Fixed64) { IsRepeated = true };
        public static readonly OtlpField ExplicitBounds = new(7, "explicitBounds", OtlpKind.Double) { IsRepeated = true };
        public static readonly OtlpField Exemplars = OtlpField.Messages(8, "exemplars", () => Exemplar.Type);
        public static readonly OtlpField Flags = new(10, "flags", OtlpKind.UInt32);
        public static readonly OtlpField Min = new(11, "min", OtlpKind.Double) { HasPresence = true };
        public static readonly OtlpField Max = new(12, "max", OtlpKind.Double) { HasPresence = true };
        public static readonly OtlpType Type = new(Attributes, StartTimeUnixNano, TimeUnixNano, Count, Sum, BucketCounts, ExplicitBounds, Exemplars, Flags, Min, Max);
    }

    /// <summary>A point of a histogram with exponential buckets.</summary>
    public static class ExponentialHistogramPoint
    {
        public static readonly OtlpField Attributes = OtlpField.Messages(1, "attributes", () => OtlpCommon.KeyValue.Type);
        public static readonly OtlpField StartTimeUnixNano = new(2, "startTimeUnixNano", OtlpKind.Fixed64);
        public static readonly OtlpField TimeUnixNano = new(3, "timeUnixNano", OtlpKind.Fixed64);
        public static readonly OtlpField Count = new(4, "count", OtlpKind.Fixed64);
        public static readonly OtlpField Sum = new(5, "sum", OtlpKind.Double) { HasPresence = true };
        public static readonly OtlpField Scale = new(6, "scale", OtlpKind.SInt32);
        public static readonly OtlpField ZeroCount = new(7, "zeroCount", OtlpKind.Fixed64);
        public static readonly OtlpField Positive = OtlpField.Message(8, "positive", () => Buckets.Type);
        public static readonly OtlpField Negative = OtlpField.Message(9, "negative", () => Buckets.Type);
        public static readonly OtlpField Flags = new(10, "flags", OtlpKind.UInt32);
        public static readonly OtlpField Exemplars = OtlpField.Messages(11, "exemplars", () => Exemplar.Type);
        public static readonly OtlpField Min = new(12, "min", OtlpKind.Double) { HasPresence = true };
        public static readonly OtlpField Max = new(13, "max", OtlpKind.Double) { HasPresence = true };
        public static readonly OtlpField ZeroThreshold = new(14, "zeroThreshold", OtlpKind.Double);
        public static readonly OtlpType Type = new(Attributes, StartTimeUnixNano, TimeUnixNano, Count, Sum, Scale, ZeroCount, Positive, Negative, Flags, Exemplars, Min, Max, ZeroThreshold);
    }

    /// <summary>Exponential buckets.</summary>
    public static class Buckets
    {
        public static readonly OtlpField Offset = new(1, "offset", OtlpKind.SInt32);
        public static readonly OtlpField BucketCounts = new(2, "bucketCounts", OtlpKind.UInt64) { IsRepeated = true };
        public static readonly OtlpType Type = new(Offset, BucketCounts);
    }

    /// <summary>A point of a summary.</summary>
    public static class SummaryPoint
    {
        public static readonly OtlpField Attributes = OtlpField.Messages(7, "attributes", () => OtlpCommon.KeyValue.Type);
        public static readonly OtlpField StartTimeUnixNano = new(2, "startTimeUnixNano", OtlpKind.Fixed64);
        public static readonly OtlpField TimeUnixNano = new(3, "timeUnixNano", OtlpKind.Fixed64);
        public static readonly OtlpField Count = new(4, "count", OtlpKind.Fixed64);
        public static readonly OtlpField Sum = new(5, "sum", OtlpKind.Double);
        public static readonly OtlpField QuantileValues = OtlpField.Messages(6, "quantileValues", () => QuantileValue.Type);
        public static readonly OtlpField Flags = new(8, "flags", OtlpKind.UInt32);
        public static readonly OtlpType Type = new(Attributes, StartTimeUnixNano, TimeUnixNano, Count, Sum, QuantileValues, Flags);
    }

    /// <summary>A quantile of a summary.</summary>
    public static class QuantileValue
    {
        public static readonly OtlpField Quantile = new(1, "quantile", OtlpKind.Double);
        public static readonly OtlpField Value = new(2, "value", OtlpKind.Double);
        public static readonly OtlpType Type = new(Quantile, Value);
    }

    /// <summary>An example of what was measured.</summary>
    public static class Exemplar
    {
        public static readonly OtlpField FilteredAttributes = OtlpField.Messages(7, "filteredAttributes", () => OtlpCommon.KeyValue.Type);
        public static readonly OtlpField TimeUnixNano = new(2, "timeUnixNano", OtlpKind.Fixed64);
        public static readonly OtlpField AsDouble = new(3, "asDouble", OtlpKind.Double) { IsAlternative = true };
        public static readonly OtlpField AsInt = new(6, "asInt", OtlpKind.SFixed64) { IsAlternative = true };
        public static readonly OtlpField SpanId = new(4, "spanId", OtlpKind.Identifier);
        public static readonly OtlpField TraceId = new(5, "traceId", OtlpKind.Identifier);
        public static readonly OtlpType Type = new(FilteredAttributes, TimeUnixNano, AsDouble, AsInt, SpanId, TraceId);
    }
}
