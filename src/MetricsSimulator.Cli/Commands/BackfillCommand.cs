using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Cli.Terminal;
using MetricsSimulator.Configuration;
using MetricsSimulator.Formats.TsdbBlocks;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Commands;

/// <summary><c>backfill</c>: writes the past as blocks of Prometheus's storage. One thread at a time.</summary>
internal sealed class BackfillCommand
{
    private readonly Option<TimeSpan> _duration = RunOptions.Duration("How much simulated time is written.");
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "The folder for the blocks; that of a Prometheus, running or not, will do.",
        HelpName = "DIR",
        Required = true,
    };

    private readonly Option<string> _format = new("--format", "-f") { Description = "What is written.", HelpName = "blocks", DefaultValueFactory = _ => "blocks" };
    private readonly Option<DateTimeOffset?> _end = new("--end")
    {
        Description = "The instant before which the last sample lies; now when absent, and never later.",
        HelpName = "TIME",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (InstantText.TryParse(text, out var end)) return end;
            result.AddError($"--end: must be {InstantText.Expected}, got '{text}'.");
            return null;
        },
    };

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

    private readonly Option<string?> _config = RunOptions.Config();
    private readonly Option<string?> _scenario = RunOptions.Scenario();
    private readonly Option<ulong?> _seed = RunOptions.Seed();
    private readonly Option<DateTimeOffset?> _start = RunOptions.Start("Where the paths begin, rounded up to a tick: --end less --duration when absent, or earlier; only the last --duration is written.");
    private readonly Option<ImmutableArray<LabelDimension>> _labels = RunOptions.Labels();

    private BackfillCommand()
    {
    }

    /// <summary>Creates the command.</summary>
    public static Command Create(ProgramContext context)
    {
        var self = new BackfillCommand();
        self._format.AcceptOnlyFromAmong("blocks");
        var command = new Command("backfill", "Writes the past as blocks of Prometheus's storage, without waiting for it to pass.");
        foreach (var option in (Option[])[self._duration, self._output, self._format, self._end, self._blockDuration, self._config, self._scenario, self._seed, self._start, self._labels])
            command.Add(option);
        command.SetAction(parsed => self.Backfill(parsed, context));
        return command;
    }

    private int Backfill(ParseResult parsed, ProgramContext context)
    {
        var now = context.Time.GetUtcNow();
        var end = parsed.GetValue(_end) ?? now;
        var duration = parsed.GetValue(_duration);
        if (end > now) return Refuse(context, $"--end: must not lie in the future (now is {InstantText.Format(now)}), got {InstantText.Format(end)}.");
        if (end - DateTimeOffset.UnixEpoch < duration) return Refuse(context, $"--duration: must not reach back beyond 1970, got {DurationText.Format(duration)} before {InstantText.Format(end)}.");

        var begin = end - duration;
        var request = new RunRequest(parsed.GetValue(_config), parsed.GetValue(_scenario), parsed.GetValue(_seed), parsed.GetValue(_start)) { Labels = parsed.GetValue(_labels) };
        if (Run.Create(context, request, _ => begin, latestStart: null) is not { } run) return ExitStatus.BadInput;
        var start = request.Start ?? run.Configuration.Start;
        if (start > begin)
        {
            var place = request.Start is null && run.Configuration.Places.TryGetValue("start", out var found) ? $"{found}: start" : "--start";
            return Refuse(
                context, $"{place}: must not lie after {InstantText.Format(begin)}, where the history begins (--end less --duration), got {InstantText.Format(start.Value)}. Give a shorter --duration or an earlier start.");
        }

        if (request.Seed is null && run.Configuration.Seed is null) context.Error.WriteLine($"seed {run.Model.Seed}");
        var series = run.Model.Metrics.Sum(metric => (long)metric.Labels.Count * (metric is HistogramDefinition histogram ? histogram.Buckets.Length + 3 : 1));
        var plan = new BlockHistoryPlan(run.Model.Timeline, begin, end, parsed.GetValue(_blockDuration), series);
        if (plan.Ticks <= 0)
            return Refuse(context, $"--duration: no tick lies within {DurationText.Format(duration)}; the update interval is {DurationText.Format(run.Model.Timeline.UpdateInterval)}.");
        return Write(context, run, plan, parsed.GetRequiredValue(_output));
    }

    private static int Write(ProgramContext context, Run run, BlockHistoryPlan plan, string output)
    {
        BlocksHistory? history = null;
        try
        {
            foreach (var (identifier, window) in BlockMetadata.FindIn(output))
            {
                if (!window.Overlaps(plan.Window)) continue;
                return Refuse(
                    context,
                    $"--output: {output} holds the block {identifier} already, from {Instant(window.First)} to {Instant(window.End)}, and the history would reach from "
                    + $"{Instant(plan.Window.First)} to {Instant(plan.Window.End)}. Give another folder, or --end and --duration so that they do not meet, or remove the block.");
            }

            var began = context.Time.GetTimestamp();
            history = new BlocksHistory(run.Model, run.Labels, plan, output);
            HistoryMeter.Run(context, history.MostSamples, progress => history.Write(progress, context.Stop));
            context.Error.WriteLine(Summary(history, context.Time.GetElapsedTime(began)));
            return ExitStatus.Success;
        }
        catch (OperationCanceledException) when (context.Stop.IsCancellationRequested)
        {
            Remain(context, history, output);
            return ExitStatus.Interrupted;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            context.Error.WriteLine($"--output: {exception.Message}");
            Remain(context, history, output);
            return ExitStatus.Failure;
        }
    }

    private static string Summary(BlocksHistory history, TimeSpan elapsed)
    {
        var samples = history.Finished.Sum(block => block.Metadata.Samples);
        var bytes = history.Finished.Sum(block => block.Bytes);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{samples:N0} samples of {history.SeriesCount:N0} series in {elapsed.TotalSeconds:0.00} s ({samples / Math.Max(elapsed.TotalSeconds, 0.001) / 1e6:0.0} million/s): "
            + $"{history.Finished.Count} {(history.Finished.Count == 1 ? "block" : "blocks")}, {bytes:N0} bytes, {bytes / (double)Math.Max(1, samples):0.00} a sample.");
    }

    private static void Remain(ProgramContext context, BlocksHistory? history, string output)
    {
        if (history is not { Finished.Count: > 0 and var count }) return;
        context.Error.WriteLine(
            $"{count} {(count == 1 ? "block is" : "blocks are")} whole and stay in {output}, up to {Instant(history.Finished.Max(block => block.Metadata.Window.End))}. Remove them before the same span is written again.");
    }

    private static string Instant(long milliseconds) => InstantText.Format(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));

    private static int Refuse(ProgramContext context, string violation)
    {
        context.Error.WriteLine(violation);
        return ExitStatus.BadInput;
    }
}
