using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Keys;

/// <summary>A key whose value is a <typeparamref name="T"/>. Immutable and thread-safe.</summary>
internal sealed class Key<T>(string name, ValueKind<T> kind, T absent, string meaning, Applicability? applies = null)
    : Key(name, meaning, applies ?? Applicability.Always)
    where T : notnull
{
    /// <summary>The value when the key is absent.</summary>
    public T Default { get; } = absent;

    /// <summary>The rule that a value breaks, as the model states it, or null.</summary>
    public Func<T, string?> Violation { get; init; } = static _ => null;

    /// <summary>What holds when the key is absent, where <see cref="Default"/> does not say it.</summary>
    public string? AbsentText { get; init; }

    public ValueKind<T> Kind { get; } = kind;

    public override string Takes => Kind.Description;

    public override string Absent => AbsentText ?? $"`{YamlText.Flow(Kind.Write(Default))}`";

    public override KeyTable? Below => (Kind as BlockKind)?.Table;

    public override object? Read(Cursor at) => Kind.TryRead(at, out var value) && at.Check(Violation(value)) ? value : null;
}
