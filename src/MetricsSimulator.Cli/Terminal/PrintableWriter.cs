using System.Text;
using MetricsSimulator.Configuration.Errors;

namespace MetricsSimulator.Cli.Terminal;

/// <summary>Writes messages for people. Text that they quote cannot control the terminal, because it is written as <see cref="PrintableText"/>.</summary>
/// <param name="inner">The writer that receives the messages.</param>
internal sealed class PrintableWriter(TextWriter inner) : TextWriter(inner.FormatProvider)
{
    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => inner.Write(char.IsSurrogate(value) ? value.ToString() : PrintableText.OfLines(value.ToString()));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => inner.Write(PrintableText.OfLines(value ?? ""));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => inner.WriteLine(PrintableText.OfLines(value ?? ""));

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();
}
