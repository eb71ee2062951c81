using System.CommandLine;
using System.Globalization;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration;
using MetricsSimulator.Formats.TsdbBlocks;

namespace MetricsSimulator.Cli.Commands;

/// <summary>A history as blocks of Prometheus's storage. One thread at a time.</summary>
/// <param name="output">The option <c>--output</c>.</param>
internal sealed class BlocksTarget(Option<string?> output) : BackfillTarget("blocks")
{
    private readonly Option<TimeSpan?> _blockDuration = new("--block-duration")
    {
        Description = "The length of the blocks, a multiple of 2h; as long as Prometheus would have made them when absent.",
        HelpName = "SPAN",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (DurationText.TryParse(text, out var length) && length >= BlockRanges.Shortest && length <= BlockRanges.Longest
                && length.Ticks % BlockRanges.Shortest.Ticks == 0) return length;
            result.AddError($"--block-duration: must be a multiple of 2h, up to 744h, got '{text}'.");
            return null;
        },
    };

    /// <inheritdoc/>
    public override IEnumerable<Option> Options => [output, _blockDuration];

    /// <inheritdoc/>
    public override string? Violation(ParseResult parsed) =>
        parsed.GetValue(output) is null or HistoryOutput.Standard ? "--output: blocks need a folder; give the name of one." : null;

    /// <inheritdoc/>
    public override int Write(ParseResult parsed, RunSpan span, ProgramContext context)
    {
        var folder = parsed.GetValue(output)!;
        var plan = new BlockHistoryPlan(span, parsed.GetValue(_blockDuration));
        BlocksHistory? history = null;
        try
        {
            foreach (var (identifier, window) in BlockMetadata.FindIn(folder))
            {
                if (!window.Overlaps(plan.Window)) continue;
                context.Error.WriteLine(
                    $"--output: {folder} holds the block {identifier} already, from {Instant(window.First)} to {Instant(window.End)}, and the history would reach from "
                    + $"{Instant(plan.Window.First)} to {Instant(plan.Window.End)}. Give another folder, or --end and --duration so that they do not meet, or remove the block.");
                return ExitStatus.BadInput;
            }

            var began = context.Time.GetTimestamp();
            history = new BlocksHistory(span, plan, folder);
            if (history.SeriesCount == 0)
            {
                context.Error.WriteLine($"--shard: no series of the run fell to {span.Recorded.Run.Model.Shard}; nothing was written.");
                return ExitStatus.Success;
            }

            HistoryMeter.Run(context, history.MostSamples, progress => history.Write(progress, context.Stop));
            context.Error.WriteLine(Summary(history, context.Time.GetElapsedTime(began)));
            return ExitStatus.Success;
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            Remain(context, history, folder);
            return ExitStatus.Interrupted;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            context.Error.WriteLine($"--output: {exception.Message}");
            Remain(context, history, folder);
            return ExitStatus.Failure;
        }
    }

    private static string Summary(BlocksHistory history, TimeSpan elapsed)
    {
        var samples = history.Finished.Sum(block => block.Metadata.Samples);
        var bytes = history.Finished.Sum(block => block.Bytes);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{HistoryMeter.Speed(samples, elapsed)}: {history.SeriesCount:N0} series, {history.Finished.Count} {(history.Finished.Count == 1 ? "block" : "blocks")}, "
            + $"{bytes:N0} bytes, {bytes / (double)Math.Max(1, samples):0.00} a sample.");
    }

    private static void Remain(ProgramContext context, BlocksHistory? history, string folder)
    {
        if (history is not { Finished.Count: > 0 and var count }) return;
        context.Error.WriteLine(
            $"{count} {(count == 1 ? "block is" : "blocks are")} whole and stay in {folder}, up to {Instant(history.Finished.Max(block => block.Metadata.Window.End))}. Remove them before the same span is written again.");
    }

    private static string Instant(long milliseconds) => InstantText.Format(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
}
