namespace MetricsSimulator.Cli.History.Sending;

/// <summary>Keeps in a file how far a history was sent, or nowhere when there is no file.</summary>
internal sealed class SendingFile
{
    private SendingFile(string? path, SendingRecord? record) => (Path, Record) = (path, record);

    /// <summary>The file; null for none.</summary>
    public string? Path { get; }

    /// <summary>How far the history was sent; null before <see cref="Begin"/> when the file said nothing.</summary>
    public SendingRecord? Record { get; private set; }

    /// <summary>Reads what a file says.</summary>
    /// <param name="path">The file, which need not exist; null for none.</param>
    /// <param name="violation">Why it cannot be read, and what to do; null when it can.</param>
    public static SendingFile Open(string? path, out string? violation)
    {
        violation = null;
        return new SendingFile(path, path is null ? null : SendingRecord.Read(path, out violation));
    }

    /// <summary>Begins to send a history, or goes on with it.</summary>
    /// <param name="start">The record of a history of which nothing is sent.</param>
    /// <returns>False when the file belongs to another history.</returns>
    public bool Begin(SendingRecord start)
    {
        if (Record is not null) return Record.Identity == start.Identity;
        Record = start;
        return true;
    }

    /// <summary>Writes how far the history was sent.</summary>
    /// <param name="acknowledged">The instant of the first tick that is not acknowledged.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Write(DateTimeOffset acknowledged)
    {
        Record = Record! with { Acknowledged = acknowledged };
        if (Path is not null) Record.Write(Path);
    }
}
