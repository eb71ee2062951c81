using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using MetricsSimulator.Configuration.Errors;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MetricsSimulator.Configuration.Yaml;

/// <summary>
/// Reads a YAML document into nodes. Hostile files cost little: size and depth are limited during parsing, and aliases, which can make a
/// small file large, are refused. Thread-safe.
/// </summary>
internal sealed class YamlDocument
{
    public const int MaximumBytes = 1 << 20;
    public const int MaximumDepth = 64;

    // A file of a mebibyte has fewer values, unless aliases repeat them.
    private const int MaximumSize = 1 << 20;

    private readonly string _text;
    private readonly string _file;
    private readonly ErrorList _errors;
    private readonly GuardedParser _parser;
    private readonly Dictionary<string, (Node Node, int Size)>? _anchored;
    private int _size;

    private YamlDocument(string text, string file, ErrorList errors, bool isForeign)
    {
        _text = text;
        _file = file;
        _errors = errors;
        _parser = new GuardedParser(new StringReader(text));
        if (isForeign) _anchored = new Dictionary<string, (Node Node, int Size)>(StringComparer.Ordinal);
    }

    /// <summary>The root of the document; null if an error was added.</summary>
    public static Node? Read(ReadOnlySpan<byte> bytes, string file, ErrorList errors) =>
        Decode(bytes, file, errors) is { } text ? new YamlDocument(text, file, errors, isForeign: false).Read() : null;

    /// <summary>
    /// The roots of the documents of a file that other programs read too. It may have several documents or none, anchors, aliases, and the key <c>&lt;&lt;</c> that merges a map.
    /// Empty, with an error added, if it cannot be read.
    /// </summary>
    public static ImmutableArray<Node> ReadForeign(ReadOnlySpan<byte> bytes, string file, ErrorList errors) =>
        Decode(bytes, file, errors) is { } text ? new YamlDocument(text, file, errors, isForeign: true).ReadAll() : [];

    private static string? Decode(ReadOnlySpan<byte> bytes, string file, ErrorList errors)
    {
        if (bytes.Length > MaximumBytes)
        {
            errors.Add(Place.Whole(file), "", $"the file has more than {MaximumBytes} bytes (1 MiB), the limit");
            return null;
        }

        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        var valid = 0;
        while (valid < bytes.Length)
        {
            var status = Rune.DecodeFromUtf8(bytes[valid..], out _, out var length);
            if (status != System.Buffers.OperationStatus.Done)
            {
                var before = new YamlLines(Encoding.UTF8.GetString(bytes[..valid]));
                errors.Add(new Place(file, before.Count, before[before.Count].Length + 1), "", $"the file is not UTF-8: found the byte 0x{bytes[valid]:x2}");
                return null;
            }

            valid += length;
        }

        return Encoding.UTF8.GetString(bytes);
    }

    private Node? Read()
    {
        try
        {
            _parser.Consume<StreamStart>();
            if (!_parser.TryConsume<DocumentStart>(out _))
            {
                _errors.Add(new Place(_file, 1, 1), "", "the file is empty", "Write a key into it, or leave the file out to use the defaults.");
                return null;
            }

            var root = ReadNode(0, "");
            if (root is null) return null;
            _parser.Consume<DocumentEnd>();
            if (!_parser.Accept<DocumentStart>(out var second)) return root;
            Refuse(second.Start, "the file holds more than one document; leave out '---'");
            return null;
        }
        catch (YamlException exception)
        {
            Report(exception);
            return null;
        }
    }

    private ImmutableArray<Node> ReadAll()
    {
        var roots = ImmutableArray.CreateBuilder<Node>();
        try
        {
            _parser.Consume<StreamStart>();
            while (_parser.TryConsume<DocumentStart>(out _))
            {
                _anchored!.Clear();
                if (ReadNode(0, "") is not { } root) return [];
                _parser.Consume<DocumentEnd>();
                if (root is not ScalarNode { IsEmpty: true }) roots.Add(root);
            }
        }
        catch (YamlException exception)
        {
            Report(exception);
            return [];
        }

        return roots.ToImmutable();
    }

    private void Report(YamlException exception)
    {
        var fault = YamlFault.Of(new YamlLines(_text), exception, _parser.Open);
        _errors.Add(new Place(_file, fault.Line, fault.Column), "", $"not valid YAML: {fault.Message}", fault.Explanation);
    }

    // The recursion is never deeper than MaximumDepth.
    private Node? ReadNode(int depth, string path)
    {
        if (_parser.Accept<AnchorAlias>(out var alias)) return ReadAlias(alias);
        if (!_parser.Accept<NodeEvent>(out var node)) throw new YamlException("a value is missing");
        if (_anchored is null && !node.Anchor.IsEmpty) return Refuse(node.Start, $"anchors are not supported, got '&{node.Anchor}'");
        if (!node.Tag.IsEmpty) return Refuse(node.Start, $"tags are not supported, got '{node.Tag}'");
        if (depth > MaximumDepth) return Refuse(node.Start, $"values are nested more than {MaximumDepth} levels deep");
        var before = _size++;
        var read = ReadContent(depth, path);
        if (_anchored is not null && read is not null && !node.Anchor.IsEmpty) _anchored[node.Anchor.Value] = (read, _size - before);
        return read;
    }

    private Node? ReadAlias(AnchorAlias alias)
    {
        if (_anchored is null) return Refuse(alias.Start, $"aliases are not supported, got '*{alias.Value}'; write the value again");
        _parser.Consume<AnchorAlias>();
        if (!_anchored.TryGetValue(alias.Value.Value, out var known)) return Refuse(alias.Start, $"no value above has the anchor of '*{alias.Value}'");
        if ((_size += known.Size) > MaximumSize) return Refuse(alias.Start, $"aliases make the file larger than {MaximumSize} values, the limit, with '*{alias.Value}'");
        return known.Node;
    }

    private Node? ReadContent(int depth, string path)
    {
        if (_parser.TryConsume<Scalar>(out var scalar)) return ReadScalar(scalar);
        if (_parser.TryConsume<SequenceStart>(out var sequence)) return ReadList(sequence, depth, path);
        return ReadMap(_parser.Consume<MappingStart>(), depth, path);
    }

    private ScalarNode? ReadScalar(Scalar scalar)
    {
        if (HasHalfAPair(scalar.Value))
        {
            Refuse(scalar.Start, "the text holds half of a surrogate pair");
            return null;
        }

        return new ScalarNode(PlaceOf(scalar.Start), scalar.Value, scalar.Style == ScalarStyle.Plain);
    }

    // Only an escape in a quoted text can produce one. It is not Unicode text, and no exposition can contain it.
    private static bool HasHalfAPair(ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var length) != System.Buffers.OperationStatus.Done) return true;
            text = text[length..];
        }

        return false;
    }

    private ListNode? ReadList(SequenceStart start, int depth, string path)
    {
        var items = ImmutableArray.CreateBuilder<Node>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            if (ReadNode(depth + 1, Cursor.Item(path, items.Count)) is not { } item) return null;
            items.Add(item);
        }

        return new ListNode(PlaceOf(start.Start), items.ToImmutable());
    }

    private MapNode? ReadMap(MappingStart start, int depth, string path)
    {
        var entries = ImmutableArray.CreateBuilder<MapEntry>();
        var places = new Dictionary<string, Place>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (ReadNode(depth + 1, path) is not { } key) return null;
            var name = key is ScalarNode scalar ? scalar.Text : "";
            var below = Cursor.Below(path, name);
            if (ReadNode(depth + 1, below) is not { } value) return null;
            if (key is not ScalarNode)
                _errors.Add(key.Place, path, $"a key must be a text, got {key.Found}");
            else if (!places.TryAdd(name, key.Place))
                _errors.Add(key.Place, below, $"the key is given twice, first in line {places[name].Line.ToString(CultureInfo.InvariantCulture)}");
            else
                entries.Add(new MapEntry(name, key.Place, value));
        }

        if (_anchored is not null) Merge(entries);
        return new MapNode(PlaceOf(start.Start), entries.ToImmutable());
    }

    // Source: YAML 1.1, "Merge Key Language-Independent Type". Keys of the map itself win.
    private static void Merge(ImmutableArray<MapEntry>.Builder entries)
    {
        if (entries.FirstOrDefault(entry => entry.Name == "<<") is not { } merged) return;
        entries.Remove(merged);
        foreach (var map in ((merged.Value as ListNode)?.Items ?? [merged.Value]).OfType<MapNode>())
            entries.AddRange(map.Entries.Where(further => entries.All(entry => entry.Name != further.Name)).ToArray());
    }

    private Node? Refuse(Mark mark, string message, string? explanation = null)
    {
        _errors.Add(PlaceOf(mark), "", message, explanation);
        return null;
    }

    private Place PlaceOf(Mark mark) => new(_file, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));
}
