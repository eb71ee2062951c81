using MetricsSimulator.Cli.History.Files;

namespace MetricsSimulator.Cli.Commands;

/// <summary>The file of <c>--report</c>. It is opened before anything is scored, and gets its content when the page is complete. One thread at a time.</summary>
internal sealed class ScorePageFile : IDisposable
{
    private const string Option = "--report";

    private readonly string _path;
    private readonly WholeFile _file;

    private ScorePageFile(string path) => (_path, _file) = (path, new WholeFile(path));

    /// <summary>Opens it.</summary>
    /// <param name="path">The name of the file.</param>
    /// <param name="error">Receives why it cannot be written.</param>
    /// <returns>The file; null if it cannot be written.</returns>
    public static ScorePageFile? Open(string path, TextWriter error)
    {
        try
        {
            if (path != HistoryOutput.Standard) return new ScorePageFile(path);
            error.WriteLine($"{Option}: must be the name of a file, got '-'. Standard output has the scores.");
        }
        catch (Exception exception) when (OutputFailure.Is(exception))
        {
            error.WriteLine(OutputFailure.Explain(path, exception, Option));
        }

        return null;
    }

    /// <summary>Writes the page.</summary>
    /// <param name="write">Writes its content.</param>
    /// <param name="error">Receives why it cannot be written.</param>
    /// <returns>Whether it was written; if not, the file is as it was before.</returns>
    public bool Write(Action<Stream> write, TextWriter error)
    {
        try
        {
            write(_file.Stream);
            _file.Commit();
            return true;
        }
        catch (Exception exception) when (OutputFailure.Is(exception))
        {
            error.WriteLine(OutputFailure.Explain(_path, exception, Option));
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
