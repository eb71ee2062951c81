namespace MetricsSimulator.Cli.History.Sending;

/// <summary>Records in a file how much of a history was sent; without a file, it records nothing.</summary>
internal sealed class SendingFile
{
    private SendingFile(string? path, SendingRecord? record) => (Path, Record) = (path, record);

    /// <summary>The file; null for none.</summary>
    public string? Path { get; }

    /// <summary>How much of the history was sent; null before <see cref="Begin"/> if the file had no record.</summary>
    public SendingRecord? Record { get; private set; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, which need not exist; null for none.</param>
    /// <param name="violation">Why it cannot be read, and what to do; null if it can be.</param>
    public static SendingFile Open(string? path, out string? violation)
    {
        violation = null;
        return new SendingFile(path, path is null ? null : SendingRecord.Read(path, out violation));
    }

    /// <summary>Begins or continues to send a history.</summary>
    /// <param name="start">The record of the history with nothing sent.</param>
    /// <returns>False if the file belongs to another history.</returns>
    public bool Begin(SendingRecord start)
    {
        if (Record is not null) return Record.Identity == start.Identity;
        Record = start;
        return true;
    }

    /// <summary>Records how much of the history was sent.</summary>
    /// <param name="acknowledged">The instant of the first tick that is not acknowledged.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Write(DateTimeOffset acknowledged)
    {
        Record = Record! with { Acknowledged = acknowledged };
        if (Path is not null) Record.Write(Path);
    }
}
