namespace MetricsSimulator.Formats.Otlp;

/// <summary>The types of messages of all signals, and their fields. Source: opentelemetry-proto 1.x, common/v1/common.proto and resource/v1/resource.proto.</summary>
internal static class OtlpCommon
{
    /// <summary>A value of an attribute, or the body of a log record.</summary>
    public static class AnyValue
    {
        public static readonly OtlpField StringValue = new(1, "stringValue", OtlpKind.Text) { IsAlternative = true };
        public static readonly OtlpField BoolValue = new(2, "boolValue", OtlpKind.Flag) { IsAlternative = true };
        public static readonly OtlpField IntValue = new(3, "intValue", OtlpKind.Int64) { IsAlternative = true };
        public static readonly OtlpField DoubleValue = new(4, "doubleValue", OtlpKind.Double) { IsAlternative = true };
        public static readonly OtlpField ArrayValue = new(5, "arrayValue", OtlpKind.Message) { Type = () => OtlpCommon.ArrayValue.Type, IsAlternative = true };
        public static readonly OtlpField KvlistValue = new(6, "kvlistValue", OtlpKind.Message) { Type = () => KeyValueList.Type, IsAlternative = true };
        public static readonly OtlpField BytesValue = new(7, "bytesValue", OtlpKind.Bytes) { IsAlternative = true };
        public static readonly OtlpType Type = new(StringValue, BoolValue, IntValue, DoubleValue, ArrayValue, KvlistValue, BytesValue);
    }

    /// <summary>A list of values.</summary>
    public static class ArrayValue
    {
        public static readonly OtlpField Values = OtlpField.Messages(1, "values", () => AnyValue.Type);
        public static readonly OtlpType Type = new(Values);
    }

    /// <summary>A map of values.</summary>
    public static class KeyValueList
    {
        public static readonly OtlpField Values = OtlpField.Messages(1, "values", () => KeyValue.Type);
        public static readonly OtlpType Type = new(Values);
    }

    /// <summary>An attribute.</summary>
    public static class KeyValue
    {
        public static readonly OtlpField Key = new(1, "key", OtlpKind.Text);
        public static readonly OtlpField Value = OtlpField.Message(2, "value", () => AnyValue.Type);
        public static readonly OtlpType Type = new(Key, Value);
    }

    /// <summary>A part of a resource that is an entity of its own.</summary>
    public static class EntityRef
    {
        public static readonly OtlpField SchemaUrl = new(1, "schemaUrl", OtlpKind.Text);
        public static readonly OtlpField TypeName = new(2, "type", OtlpKind.Text);
        public static readonly OtlpField IdKeys = new(3, "idKeys", OtlpKind.Text) { IsRepeated = true };
        public static readonly OtlpField DescriptionKeys = new(4, "descriptionKeys", OtlpKind.Text) { IsRepeated = true };
        public static readonly OtlpType Type = new(SchemaUrl, TypeName, IdKeys, DescriptionKeys);
    }

    /// <summary>What produces the telemetry.</summary>
    public static class Resource
    {
        public static readonly OtlpField Attributes = OtlpField.Messages(1, "attributes", () => KeyValue.Type);
        public static readonly OtlpField DroppedAttributesCount = new(2, "droppedAttributesCount", OtlpKind.UInt32);
        public static readonly OtlpField EntityRefs = OtlpField.Messages(3, "entityRefs", () => EntityRef.Type);
        public static readonly OtlpType Type = new(Attributes, DroppedAttributesCount, EntityRefs);
    }

    /// <summary>The instrumentation scope.</summary>
    public static class Scope
    {
        public static readonly OtlpField Name = new(1, "name", OtlpKind.Text);
        public static readonly OtlpField Version = new(2, "version", OtlpKind.Text);
        public static readonly OtlpField Attributes = OtlpField.Messages(3, "attributes", () => KeyValue.Type);
        public static readonly OtlpField DroppedAttributesCount = new(4, "droppedAttributesCount", OtlpKind.UInt32);
        public static readonly OtlpType Type = new(Name, Version, Attributes, DroppedAttributesCount);
    }

    /// <summary>Why a request is refused. Source: google/rpc/status.proto.</summary>
    public static class Status
    {
        public static readonly OtlpField Code = new(1, "code", OtlpKind.Int32);
        public static readonly OtlpField Message = new(2, "message", OtlpKind.Text);
        public static readonly OtlpType Type = new(Code, Message);
    }
}
