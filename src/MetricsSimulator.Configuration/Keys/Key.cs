using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Keys;

/// <summary>A key of a block: its name, what it takes, what it means, and where it applies. Immutable and thread-safe.</summary>
internal abstract class Key(string name, string meaning, Applicability applies)
{
    public string Name { get; } = name;

    /// <summary>What the key means, in whole sentences.</summary>
    public string Meaning { get; } = meaning;

    /// <summary>The meaning as a line of an error: without the marks of the reference.</summary>
    public string Explanation => Meaning.Replace('`', '\'');

    public Applicability Applies { get; } = applies;

    /// <summary>What may be written, for the reference.</summary>
    public abstract string Takes { get; }

    /// <summary>What holds when the key is absent, for the reference.</summary>
    public abstract string Absent { get; }

    /// <summary>The table of the keys below this one, when its value is a block that is merged key by key.</summary>
    public virtual KeyTable? Below => null;

    /// <summary>Reads the value; null when it cannot be read, which has then been reported.</summary>
    public abstract object? Read(Cursor at);
}
