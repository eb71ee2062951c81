using System.Globalization;
using System.Text.Json;

namespace MetricsSimulator.Formats.Otlp;

/// <summary>
/// Reads messages of OTLP from JSON. Names that it does not know are skipped, and <c>null</c> is the same as a missing field. A name that is given twice, a second alternative, or the name of an
/// enumeration's value is refused. Source: OTLP specification 1.x, section "JSON Protobuf Encoding", and protobuf.dev, "ProtoJSON Format". Not thread-safe.
/// </summary>
internal ref struct OtlpJsonReader
{
    private const int MaximumDepth = 256;

    private readonly OtlpPlace _place = new();
    private Utf8JsonReader _json;

    private OtlpJsonReader(ReadOnlySpan<byte> text) => _json = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = MaximumDepth });

    /// <summary>Reads a message.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="text">The text in UTF-8.</param>
    /// <exception cref="OtlpFormatException">It is not such a message.</exception>
    public static OtlpMessage Read(OtlpType type, ReadOnlySpan<byte> text)
    {
        var reader = new OtlpJsonReader(text);
        try
        {
            reader._json.Read();
            var message = reader.ReadMessage(type);
            // What follows would be reported here.
            reader._json.Read();
            return message;
        }
        catch (JsonException exception)
        {
            // The published executable does not contain the framework's messages, so report only the place.
            var rule = reader.IsTooDeep(text) ? string.Create(CultureInfo.InvariantCulture, $"must have at most {MaximumDepth} objects and lists within each other") : "must be JSON";
            throw new OtlpFormatException(string.Create(
                CultureInfo.InvariantCulture, $"{rule}; it breaks at byte {exception.BytePositionInLine + 1}{(exception.LineNumber > 0 ? $" of line {exception.LineNumber + 1}" : "")}"));
        }
    }

    // Whether it broke where the deepest object or list has another in it.
    private readonly bool IsTooDeep(ReadOnlySpan<byte> text)
    {
        var depth = _json.CurrentDepth + (_json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0);
        return depth == MaximumDepth && _json.TokenStartIndex < text.Length && text[(int)_json.TokenStartIndex] is (byte)'{' or (byte)'[';
    }

    private OtlpMessage ReadMessage(OtlpType type)
    {
        if (_json.TokenType != JsonTokenType.StartObject) throw Expected("an object");
        var message = new OtlpMessage(type);
        var given = 0UL;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var index = IndexOfName(type);
            _json.Read();
            if (index < 0)
            {
                _json.Skip();
                continue;
            }

            var field = type.Fields[index];
            _place.Enter(field, -1);
            if ((given & (1UL << index)) != 0) throw Error("is given twice");
            given |= 1UL << index;
            if (_json.TokenType != JsonTokenType.Null)
            {
                if (field.IsAlternative && message.Alternative() is var other and >= 0) throw Error($"cannot be given with {type.Fields[other].Name}");
                if (field.IsRepeated) ReadList(message, index);
                else message.Set(index, ReadValue(field));
            }

            _place.Leave();
        }

        return message;
    }

    private readonly int IndexOfName(OtlpType type)
    {
        for (var index = 0; index < type.Fields.Length; index++)
            if (_json.ValueTextEquals(type.Fields[index].Name)) return index;
        return -1;
    }

    private void ReadList(OtlpMessage message, int index)
    {
        if (_json.TokenType != JsonTokenType.StartArray) throw Expected("a list");
        var field = message.Type.Fields[index];
        _place.Leave();
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            _place.Enter(field, message.Count(index));
            message.Set(index, ReadValue(field));
            _place.Leave();
        }

        _place.Enter(field, -1);
    }

    private object ReadValue(OtlpField field) => field.Kind switch
    {
        OtlpKind.Message => (object)ReadMessage(field.Type!()),
        OtlpKind.Text => ReadText("a text"),
        OtlpKind.Flag => _json.TokenType is JsonTokenType.True or JsonTokenType.False ? _json.TokenType == JsonTokenType.True : throw Expected("true or false"),
        OtlpKind.Int32 or OtlpKind.SInt32 => ReadSigned(int.MinValue, int.MaxValue),
        OtlpKind.Int64 or OtlpKind.SFixed64 => ReadSigned(long.MinValue, long.MaxValue),
        OtlpKind.UInt32 or OtlpKind.Fixed32 => ReadUnsigned(uint.MaxValue),
        OtlpKind.UInt64 or OtlpKind.Fixed64 => ReadUnsigned(ulong.MaxValue),
        OtlpKind.Double => ReadDouble(),
        OtlpKind.Bytes => ReadBytes("bytes in base64"),
        OtlpKind.Identifier => ReadIdentifier(),
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    private string ReadText(string expected)
    {
        if (_json.TokenType != JsonTokenType.String) throw Expected(expected);
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Error("must be text in UTF-8, without half of a surrogate pair");
        }
    }

    // Whole numbers may be numbers or texts, and 1e3 or 1.0 is whole. A decimal holds every number of 64 bits.
    private decimal? ReadWhole() => _json.TokenType switch
    {
        JsonTokenType.Number when _json.TryGetDecimal(out var number) && decimal.IsInteger(number) => number,
        JsonTokenType.String when decimal.TryParse(ReadText("a whole number"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    private long ReadSigned(long least, long most) =>
        ReadWhole() is { } number && number >= least && number <= most ? (long)number : throw Expected(string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));

    private ulong ReadUnsigned(ulong most) =>
        ReadWhole() is { } number and >= 0 && number <= most ? (ulong)number : throw Expected(string.Create(CultureInfo.InvariantCulture, $"a whole number from 0 to {most}"));

    private double ReadDouble()
    {
        if (_json.TokenType == JsonTokenType.Number && _json.TryGetDouble(out var number) && double.IsFinite(number)) return number;
        if (_json.TokenType != JsonTokenType.String) throw Expected("a number of 64 bits");
        return ReadText("a number") switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            var text when double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var parsed) && double.IsFinite(parsed) => parsed,
            _ => throw Expected("a number of 64 bits"),
        };
    }

    private byte[] ReadBytes(string expected) => _json.TokenType == JsonTokenType.String && _json.TryGetBytesFromBase64(out var bytes) ? bytes : throw Expected(expected);

    private byte[] ReadIdentifier()
    {
        const string Hexadecimal = "hexadecimal digits, two for each byte";
        var text = ReadText(Hexadecimal);
        foreach (var digit in text)
            if (!char.IsAsciiHexDigit(digit)) throw Expected(Hexadecimal);
        return text.Length % 2 == 0 ? Convert.FromHexString(text) : throw Expected(Hexadecimal);
    }

    private readonly OtlpFormatException Expected(string expected)
    {
        const int Limit = 60;
        var found = _json.TokenType switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "a list",
            JsonTokenType.None => "nothing",
            JsonTokenType.Null => "null",
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            JsonTokenType.String => $"'{System.Text.Encoding.UTF8.GetString(_json.ValueSpan)}'",
            _ => System.Text.Encoding.UTF8.GetString(_json.ValueSpan),
        };
        return Error($"must be {expected}, got {(found.Length <= Limit ? found : found[..Limit] + "…")}");
    }

    private readonly OtlpFormatException Error(string violation) => _place.Error(violation, string.Create(CultureInfo.InvariantCulture, $"at byte {_json.TokenStartIndex + 1}"));
}
