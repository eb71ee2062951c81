using System.Globalization;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Configuration.Yaml;

/// <summary>A value that is being read, with all data for an error about it. Not thread-safe.</summary>
/// <param name="Node">The value.</param>
/// <param name="Path">The keys that lead to it.</param>
/// <param name="KeyPlace">The place of its key, or of the value if it has no key.</param>
/// <param name="Errors">The destination of errors.</param>
internal sealed record Cursor(Node Node, string Path, Place KeyPlace, ErrorList Errors)
{
    /// <summary>The block whose name error messages omit, because most keys are in it.</summary>
    private const string Unnamed = "simulator";

    /// <summary>The meaning of the value's key: the explanation of every error about the value.</summary>
    public string? Meaning { get; init; }

    /// <summary>Whether the value comes from a catalogue, and not from the file.</summary>
    public bool IsInherited { get; init; }

    /// <summary>The source of inherited values, in words.</summary>
    public string Heritage { get; init; } = "catalogue";

    /// <summary>Whether a missing level is 0, as in journals before version 3, rather than the initial value.</summary>
    public bool IsAbsentLevelZero { get; init; }

    /// <summary>The error of a key that belongs elsewhere, and its explanation; null for a key that is unknown everywhere.</summary>
    public Func<string, (string Message, string Explanation)?> Elsewhere { get; init; } = static _ => null;

    /// <summary>The cursor at the root of a document.</summary>
    public static Cursor Root(Node node, ErrorList errors) => new(node, "", node.Place, errors);

    /// <summary>The path of a key in the block at <paramref name="path"/>.</summary>
    public static string Below(string path, string key) => path is "" or Unnamed ? key : $"{path}.{key}";

    /// <summary>The path of an item in the list at <paramref name="path"/>.</summary>
    public static string Item(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    /// <summary>The cursor at the value of an entry.</summary>
    public Cursor Enter(MapEntry entry, string? meaning = null) => new(entry.Value, Below(Path, entry.Name), entry.Place, Errors)
    {
        Meaning = meaning ?? Meaning,
        IsInherited = IsInherited || entry.IsInherited,
        Heritage = Heritage,
        Elsewhere = Elsewhere,
        IsAbsentLevelZero = IsAbsentLevelZero,
    };

    /// <summary>The cursor at the value of a key. The block must have the key.</summary>
    /// <param name="key">The key.</param>
    public Cursor At(string key) => Enter(((MapNode)Node).Find(key)!);

    /// <summary>The cursor at an item of a list.</summary>
    public Cursor Enter(int index, Node item) => new(item, Item(Path, index), item.Place, Errors)
    {
        Meaning = Meaning,
        IsInherited = IsInherited,
        Heritage = Heritage,
        Elsewhere = Elsewhere,
        IsAbsentLevelZero = IsAbsentLevelZero,
    };

    /// <summary>The items of a list. If the value is not a list, an error is added, and there are none.</summary>
    /// <param name="expected">The expected value: <c>a list of patterns</c>.</param>
    public IEnumerable<Cursor> EnterItems(string expected)
    {
        if (Node is ListNode list) return list.Items.Select((item, i) => Enter(i, item) with { Meaning = null });
        ReportMismatch(expected);
        return [];
    }

    /// <summary>Adds an error about the value. Returns false, so that a reader can return it too.</summary>
    public bool Report(string message)
    {
        Errors.Add(Node.Place, Path, Shorten(message), Meaning);
        return false;
    }

    /// <summary>Adds an error about the value, with its own explanation. Returns false, so that a reader can return it too.</summary>
    public bool Report(string message, string explanation) => (this with { Meaning = explanation }).Report(message);

    /// <summary>Adds the error that a block lacks a required key.</summary>
    /// <param name="missing">The key.</param>
    /// <param name="explanation">The meaning of the key; by default that of the block.</param>
    public void ReportMissing(MissingKey missing, string? explanation = null) =>
        Errors.Add(new ConfigurationError(Node.Place, Path, $"needs a {missing.Key}{(missing.Choice is null ? "" : $": {missing.Choice}")}", explanation ?? Meaning) { Missing = missing });

    /// <summary>Adds an error about the key, with its own explanation.</summary>
    public void ReportKey(string message, string? explanation = null) => Errors.Add(KeyPlace, Path, Shorten(message), explanation);

    /// <summary>Adds the error that the value is not the expected one. Returns false, so that a reader can return it too.</summary>
    public bool ReportMismatch(string expected) => Report($"must be {expected}, got {Node.Found}");

    /// <summary>Adds an error if a rule is broken. Returns true if none is.</summary>
    public bool Check(string? violation) => violation is null || Report(violation);

    /// <summary>Adds an error about the key if a rule is broken. Returns true if none is.</summary>
    public bool CheckKey(string? violation, string explanation)
    {
        if (violation is not null) ReportKey(violation, explanation);
        return violation is null;
    }

    private static string Shorten(string message)
    {
        const int Limit = 400;
        return message.Length <= Limit ? message : $"{message[..(Limit / 2)]} … {message[^(Limit / 4)..]}";
    }
}
