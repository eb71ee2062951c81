using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MetricsSimulator.Configuration.Yaml;

/// <summary>
/// YamlDotNet's parser. For some malformed texts it throws an exception of another type without a place; this class corrects that. Not thread-safe.
/// </summary>
internal sealed class GuardedParser(TextReader text) : IParser
{
    /// <summary>The message of an exception whose own message does not help the user.</summary>
    public const string NoSense = "the text from here on makes no sense";

    private readonly Parser _parser = new(text);
    private readonly Stack<Mark> _open = new();
    private Mark _reached = new(0, 1, 1);

    public ParsingEvent? Current => _parser.Current;

    /// <summary>The beginnings of the lists and maps that are still open, the innermost first.</summary>
    public IEnumerable<Mark> Open => _open;

    public bool MoveNext()
    {
        try
        {
            var hasNext = _parser.MoveNext();
            if (_parser.Current is { } current) _reached = current.End;
            if (_parser.Current is MappingStart or SequenceStart) _open.Push(_parser.Current.Start);
            else if (_parser.Current is MappingEnd or SequenceEnd) _open.Pop();
            return hasNext;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or OverflowException)
        {
            throw new YamlException(_reached, _reached, NoSense, exception);
        }
    }
}
