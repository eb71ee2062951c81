using System.Text;

namespace MetricsSimulator.Cli.Terminal;

/// <summary>
/// Writes words for people. When they cannot be written (the reader is gone, the disk is full, the terminal is closed), they are left out: no server and no
/// finished work fails for want of somebody who reads.
/// </summary>
/// <param name="inner">Where the words go.</param>
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
            // Whatever the reason, there is nobody to tell it to.
        }
    }
}
