using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MetricsSimulator.Configuration.Yaml;

/// <summary>
/// YamlDotNet's parser. For some malformed texts it throws an exception of another type without a place; this class corrects that. Not thread-safe.
/// </summary>
internal sealed class GuardedParser(TextReader text) : IParser
{
    private readonly Parser _parser = new(text);
    private Mark _reached = new(0, 1, 1);

    public ParsingEvent? Current => _parser.Current;

    public bool MoveNext()
    {
        try
        {
            var hasNext = _parser.MoveNext();
            if (_parser.Current is { } current) _reached = current.End;
            return hasNext;
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or OverflowException)
        {
            throw new YamlException(_reached, _reached, "the text from here on makes no sense", exception);
        }
    }
}
