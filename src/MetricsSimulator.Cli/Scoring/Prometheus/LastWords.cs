using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Cli.Scoring.Prometheus;

/// <summary>The last lines that a program wrote. Thread-safe.</summary>
internal sealed class LastWords
{
    private const int MostLines = 8;
    private const int MostCharacters = 400;

    private readonly Queue<string> _lines = new();

    /// <summary>Adds a line; null for the end.</summary>
    public void Add(string? line)
    {
        if (string.IsNullOrWhiteSpace(line)) return;
        lock (_lines)
        {
            _lines.Enqueue(line.Length <= MostCharacters ? line : line[..MostCharacters] + "…");
            if (_lines.Count > MostLines) _lines.Dequeue();
        }
    }

    /// <summary>The lines, indented, each after a line feed; or a sentence if there are none.</summary>
    public override string ToString()
    {
        lock (_lines) return _lines.Count == 0 ? " It wrote nothing." : " It wrote last:" + string.Concat(_lines.Select(line => "\n  " + PrintableText.Of(line)));
    }
}
