using System.CommandLine;
using System.Globalization;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.History.Text;
using MetricsSimulator.Cli.Terminal;

namespace MetricsSimulator.Cli.Commands;

/// <summary>A history as one text, in a file or on standard output. One thread at a time.</summary>
/// <param name="format">openmetrics or csv.</param>
/// <param name="output">The option <c>--output</c>.</param>
internal sealed class FileTarget(string format, Option<string?> output) : BackfillTarget(format)
{
    /// <inheritdoc/>
    public override IEnumerable<Option> Options => [output];

    /// <inheritdoc/>
    public override int Write(ParseResult parsed, RunSpan span, ProgramContext context) =>
        HistoryOutput.Write(context, parsed.GetValue(output), stream =>
        {
            var began = context.Time.GetTimestamp();
            var history = HistoryWriter.Create(Format, span);
            using var lines = new SampleLines(stream, headerLines: Format == "csv" ? 1 : 0);
            HistoryMeter.Run(context, history.Steps, progress => history.Write(lines, new Steps(lines, progress), context.Stop));
            if (span.IsEmpty)
            {
                context.Error.WriteLine(HistoryOutput.NoSamples(span));
                return;
            }

            var speed = HistoryMeter.Speed(lines.Samples, context.Time.GetElapsedTime(began));
            context.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{speed}: {lines.Bytes:N0} bytes, {lines.Bytes / (double)Math.Max(1, lines.Samples):0.00} a sample."));
        });

    private sealed class Steps(SampleLines lines, IProgress<HistoryProgress> progress) : IProgress<long>
    {
        public void Report(long value) => progress.Report(new HistoryProgress(value, lines.Samples, lines.Bytes));
    }
}
