using System.CommandLine;
using System.Globalization;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.History.Blocks;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration.Values;
using MetricsSimulator.Formats.TsdbBlocks;

namespace MetricsSimulator.Cli.Commands;

/// <summary>A history as blocks of Prometheus's storage. One thread at a time.</summary>
/// <param name="output">The option <c>--output</c>.</param>
/// <param name="plain">The option <c>--no-scrape-series</c>.</param>
internal sealed class BlocksTarget(Option<string?> output, Option<bool> plain) : BackfillTarget("blocks")
{
    private readonly Option<TimeSpan?> _blockDuration = new("--block-duration")
    {
        Description = "The length of each block, a multiple of 2h up to 744h. By default, blocks are as long as Prometheus would have made them.",
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
    public override IEnumerable<Option> Options => [output, _blockDuration, plain];

    /// <inheritdoc/>
    public override string? ScrapeOption(ParseResult parsed) => parsed.GetValue(plain) ? null : plain.Name;

    /// <inheritdoc/>
    public override string? Violation(ParseResult parsed, ProgramContext context) =>
        parsed.GetValue(output) is null or HistoryOutput.Standard ? "--output: blocks need a folder. Give its name." : null;

    /// <inheritdoc/>
    public override int Write(ParseResult parsed, RunSpan span, ProgramContext context)
    {
        var folder = parsed.GetValue(output)!;
        BlocksHistory? history = null;
        try
        {
            var whole = new BlockHistoryPlan(span, context.Wall.GetUtcNow(), parsed.GetValue(_blockDuration));
            if (Missing(whole, folder, context) is not { } plan) return ExitStatus.BadInput;
            if (plan.Blocks.IsEmpty) return ExitStatus.Success;
            var began = context.Time.GetTimestamp();
            history = new BlocksHistory(span, plan, folder);
            if (history.SeriesCount == 0)
            {
                context.Error.WriteLine($"--shard: shard {span.Recorded.Run.Model.Shard} has no series; nothing was written.");
                return ExitStatus.Success;
            }

            HistoryMeter.Run(context, HistoryMeter.Samples, history.Steps, progress => history.Write(progress, context.Stop));
            context.Error.WriteLine(Summary(history, context.Time.GetElapsedTime(began)));
            return ExitStatus.Success;
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            context.Error.WriteLine("Interrupted. " + WhatRemains(history, span));
            return ExitStatus.Interrupted;
        }
        catch (Exception exception) when (OutputFailure.Is(exception))
        {
            context.Error.WriteLine($"{OutputFailure.Explain(folder, exception)} {WhatRemains(history, span)}");
            return ExitStatus.Failure;
        }
    }

    /// <summary>The blocks that are still missing; null, with a message, if the folder has other blocks that overlap.</summary>
    private static BlockHistoryPlan? Missing(BlockHistoryPlan whole, string folder, ProgramContext context)
    {
        var missing = whole.MissingIn(folder, out var obstacle);
        if (obstacle is var (identifier, window))
        {
            context.Error.WriteLine(
                $"--output: {folder} already has the block {identifier} of another run, from {Instant(window.First)} to {Instant(window.End)}. It overlaps with the history, which goes from "
                + $"{Instant(whole.Window.First)} to {Instant(whole.Window.End)}. Use another folder, choose --end and --duration so that they do not overlap, or remove the block.");
            return null;
        }

        var found = whole.Blocks.Length - missing.Blocks.Length;
        if (found > 0) context.Error.WriteLine($"{found} of {Blocks(whole.Blocks.Length)} {(found == 1 ? "is" : "are")} already in {folder}{(missing.Blocks.IsEmpty ? "; there is nothing left to write." : " and will stay as they are.")}");
        return missing;
    }

    private static string Summary(BlocksHistory history, TimeSpan elapsed)
    {
        var samples = history.Finished.Sum(block => block.Metadata.Samples);
        var bytes = history.Finished.Sum(block => block.Bytes);
        return string.Create(
            CultureInfo.InvariantCulture, $"{HistoryMeter.Speed(samples, elapsed)}: {Blocks(history.Finished.Count)}, {bytes:N0} bytes, {bytes / (double)Math.Max(1, samples):0.00} a sample.");
    }

    private static string WhatRemains(BlocksHistory? history, RunSpan span)
    {
        if (history is not { Finished.Count: > 0 and var count }) return "No block was written.";
        var run = span.Recorded.Run;
        var seed = run.Configuration.Seed is null ? string.Create(CultureInfo.InvariantCulture, $"--seed {run.Model.Seed} ") : "";
        return $"{Blocks(count)} {(count == 1 ? "is" : "are")} complete, up to {Instant(history.Finished.Max(block => block.Metadata.Window.End))}. To continue, run the same command with {seed}--end {InstantText.Format(span.End!.Value)}.";
    }

    private static string Blocks(int count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? "block" : "blocks")}");

    private static string Instant(long milliseconds) => InstantText.Format(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
}
