namespace MetricsSimulator.Formats.Otlp;

/// <summary>
/// A message of OTLP as it was read from either encoding. A value is a <see cref="string"/>, <see cref="bool"/>, <see cref="double"/>, a byte array or a message; a whole number is a <see cref="long"/>,
/// or a <see cref="ulong"/> if its kind has no sign. Not thread-safe while it is filled.
/// </summary>
/// <param name="type">Its type.</param>
internal sealed class OtlpMessage(OtlpType type)
{
    private readonly object?[] _values = new object?[type.Fields.Length];

    /// <summary>Its type.</summary>
    public OtlpType Type => type;

    /// <summary>The value of a field, or the list of its values; null if it is not given.</summary>
    /// <param name="index">The place of the field in its type.</param>
    public object? At(int index) => _values[index];

    /// <summary>Adds a value to a field that is repeated, or replaces the value of another; it replaces an alternative, too.</summary>
    public void Set(int index, object value)
    {
        var field = type.Fields[index];
        if (field.IsRepeated)
        {
            ((List<object>)(_values[index] ??= new List<object>())).Add(value);
            return;
        }

        if (field.IsAlternative && Alternative() is var other and >= 0) _values[other] = null;
        _values[index] = value;
    }

    /// <summary>The place of the alternative that is given; -1 for none.</summary>
    public int Alternative()
    {
        for (var index = 0; index < _values.Length; index++)
            if (_values[index] is not null && type.Fields[index].IsAlternative) return index;
        return -1;
    }

    /// <summary>How many values a field has.</summary>
    public int Count(int index) => _values[index] switch
    {
        null => 0,
        List<object> values => values.Count,
        _ => 1,
    };

    /// <summary>Whether a field is given.</summary>
    public bool Has(OtlpField field) => Find(field) is not null;

    /// <summary>The value of a text; empty if it is not given.</summary>
    public string Text(OtlpField field) => (string?)Find(field) ?? "";

    /// <summary>The value of a flag; false if it is not given.</summary>
    public bool Flag(OtlpField field) => Find(field) is true;

    /// <summary>The value of a whole number with a sign; 0 if it is not given.</summary>
    public long Signed(OtlpField field) => (long?)Find(field) ?? 0;

    /// <summary>The value of a whole number without a sign; 0 if it is not given.</summary>
    public ulong Unsigned(OtlpField field) => (ulong?)Find(field) ?? 0;

    /// <summary>The value of a double; 0 if it is not given.</summary>
    public double Double(OtlpField field) => (double?)Find(field) ?? 0;

    /// <summary>The value of bytes; empty if it is not given.</summary>
    public byte[] Bytes(OtlpField field) => (byte[]?)Find(field) ?? [];

    /// <summary>The message in a field; an empty one if it is not given.</summary>
    public OtlpMessage Message(OtlpField field) => (OtlpMessage?)Find(field) ?? new OtlpMessage(field.Type!());

    /// <summary>The values of a field that is repeated.</summary>
    public List<object> Values(OtlpField field) => (List<object>?)Find(field) ?? [];

    private object? Find(OtlpField field) => _values[type.IndexOf(field.Number)];
}
