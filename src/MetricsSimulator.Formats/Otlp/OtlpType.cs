using System.Collections.Immutable;

namespace MetricsSimulator.Formats.Otlp;

/// <summary>A type of messages of OTLP.</summary>
internal sealed class OtlpType
{
    /// <summary>Creates a type.</summary>
    /// <param name="fields">Its fields, in the order in which JSON has them.</param>
    public OtlpType(params ReadOnlySpan<OtlpField> fields) => Fields = [.. fields];

    /// <summary>Its fields.</summary>
    public ImmutableArray<OtlpField> Fields { get; }

    /// <summary>The place of the field with a number; -1 if there is none.</summary>
    public int IndexOf(int number)
    {
        for (var index = 0; index < Fields.Length; index++)
            if (Fields[index].Number == number) return index;
        return -1;
    }

    /// <summary>The place of the field with a name; -1 if there is none.</summary>
    public int IndexOf(string name)
    {
        for (var index = 0; index < Fields.Length; index++)
            if (Fields[index].Name == name) return index;
        return -1;
    }
}
