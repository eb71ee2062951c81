namespace MetricsSimulator.Formats.Otlp;

/// <summary>A field of a message of OTLP. Writers and readers of both encodings take its number and its name from here.</summary>
/// <param name="Number">Its number in Protocol Buffers.</param>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Kind">What it contains.</param>
internal sealed record OtlpField(int Number, string Name, OtlpKind Kind)
{
    /// <summary>Whether it may be given any number of times.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>Whether it is one of several fields of its type, only one of which may be given: a <c>oneof</c>. No type has two such choices.</summary>
    public bool IsAlternative { get; init; }

    /// <summary>Whether its default value says something else than a missing field: it is <c>optional</c>, or an alternative.</summary>
    public bool HasPresence { get => field || IsAlternative; init; }

    /// <summary>The type of the message, for <see cref="OtlpKind.Message"/>. A function, because types contain each other.</summary>
    public Func<OtlpType>? Type { get; init; }

    /// <summary>A field with a message.</summary>
    public static OtlpField Message(int number, string name, Func<OtlpType> type) => new(number, name, OtlpKind.Message) { Type = type };

    /// <summary>A field with any number of messages.</summary>
    public static OtlpField Messages(int number, string name, Func<OtlpType> type) => new(number, name, OtlpKind.Message) { Type = type, IsRepeated = true };
}
