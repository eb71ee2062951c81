using MetricsSimulator.Formats.Otlp;

namespace MetricsSimulator.Test.Formats.Otlp;

/// <summary>Messages in which every field is given, with a value of its own.</summary>
internal static class EveryField
{
    private const int MostDepth = 11;

    /// <summary>A message.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="choice">Which of several alternatives is given, at every place.</param>
    public static OtlpMessage Of(OtlpType type, int choice)
    {
        var next = 1;
        return Of(type, choice, depth: 0, ref next);
    }

    private static OtlpMessage Of(OtlpType type, int choice, int depth, ref int next)
    {
        var message = new OtlpMessage(type);
        var alternatives = type.Fields.Count(field => field.IsAlternative);
        var alternative = -1;
        for (var index = 0; index < type.Fields.Length; index++)
        {
            var field = type.Fields[index];
            if (field.IsAlternative && ++alternative != (depth > MostDepth ? 0 : choice % alternatives)) continue;
            for (var count = field.IsRepeated ? 2 : 1; count > 0; count--) message.Set(index, ValueOf(field, choice, depth + 1, ref next));
        }

        return message;
    }

    private static object ValueOf(OtlpField field, int choice, int depth, ref int next)
    {
        var number = next++;
        return field.Kind switch
        {
            OtlpKind.Message => Of(field.Type!(), choice, depth, ref next),
            OtlpKind.Text => $"ü{number}",
            OtlpKind.Flag => true,
            // Two of the fields are enumerations, of which the encoder knows the lowest values only.
            OtlpKind.Int32 => 1L,
            OtlpKind.SInt32 => -(long)number,
            OtlpKind.Int64 or OtlpKind.SFixed64 => long.MinValue + number,
            OtlpKind.UInt32 or OtlpKind.Fixed32 => uint.MaxValue - (ulong)number,
            OtlpKind.UInt64 or OtlpKind.Fixed64 => ulong.MaxValue - (ulong)number,
            OtlpKind.Double => number / 7.0,
            OtlpKind.Bytes or OtlpKind.Identifier => BitConverter.GetBytes((long)number),
            _ => throw new ArgumentOutOfRangeException(nameof(field)),
        };
    }
}
