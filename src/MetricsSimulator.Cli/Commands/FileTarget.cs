using System.CommandLine;
using System.Globalization;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.History.Text;
using MetricsSimulator.Cli.Terminal;

namespace MetricsSimulator.Cli.Commands;

/// <summary>A history as one text, in a file or on standard output. One thread at a time.</summary>
/// <param name="format">The format of the text.</param>
/// <param name="output">The option <c>--output</c>.</param>
/// <param name="scraped">The option <c>--scrape-series</c>.</param>
internal sealed class FileTarget(TextFormat format, Option<string?> output, Option<bool> scraped) : BackfillTarget(format.Name)
{
    /// <inheritdoc/>
    public override IEnumerable<Option> Options => [output, scraped];

    /// <inheritdoc/>
    public override string? ScrapeOption(ParseResult parsed) => parsed.GetValue(scraped) ? scraped.Name : null;

    /// <inheritdoc/>
    public override int Write(ParseResult parsed, RunSpan span, ProgramContext context) =>
        HistoryOutput.Write(context, parsed.GetValue(output), stream =>
        {
            var began = context.Time.GetTimestamp();
            using var lines = new SampleLines(stream, format.HeaderLines);
            var history = format.Create(span, lines, Environment.ProcessorCount);
            HistoryMeter.Run(context, HistoryMeter.Samples, history.Steps, progress => history.Write(new Counted(lines, progress), context.Stop));
            if (span.IsEmpty)
            {
                context.Error.WriteLine(HistoryOutput.NoSamples(span));
                return;
            }

            var speed = HistoryMeter.Speed(lines.Samples, context.Time.GetElapsedTime(began));
            context.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{speed}: {lines.Bytes:N0} bytes, {lines.Bytes / (double)Math.Max(1, lines.Samples):0.00} a sample."));
        });

    private sealed class Counted(SampleLines lines, IProgress<HistoryProgress> progress) : IProgress<HistoryProgress>
    {
        public void Report(HistoryProgress value) => progress.Report(value with { Samples = lines.Samples, Bytes = lines.Bytes });
    }
}
