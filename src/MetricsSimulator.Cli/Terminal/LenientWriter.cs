using System.Text;

namespace MetricsSimulator.Cli.Terminal;

/// <summary>
/// Writes messages for people. If they cannot be written (the reader is gone, the disk is full, the terminal is closed), they are dropped: a server or
/// finished work must not fail because nobody can read its messages.
/// </summary>
/// <param name="inner">The destination of the messages.</param>
internal sealed class LenientWriter(TextWriter inner) : TextWriter(inner.FormatProvider)
{
    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Try(() => inner.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Try(() => inner.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(() => inner.Write(value));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Try(() => inner.WriteLine(value));

    /// <inheritdoc/>
    public override void Flush() => Try(inner.Flush);

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // Nobody could read the message in any case.
        }
    }
}
